package io.github.simclrbeam.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files of the local disk. */
final class LocalFile {
  private LocalFile() {}

  static FileChannel openForReading(String uri) throws IOException {
    Path path = LocalPaths.of(uri);
    if (Files.isDirectory(path)) {
      throw new IOException("a directory is there, not a file: " + uri);
    }
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(uri);
      missing.initCause(e);
      throw missing;
    }
  }

  static OutputStream create(String uri) throws IOException {
    Path path = LocalPaths.of(uri);
    makeDirectories(path);
    return Files.newOutputStream(path);
  }

  static void rename(String from, String to) throws IOException {
    Path source = LocalPaths.of(from);
    Path target = LocalPaths.of(to);
    makeDirectories(target);
    try {
      Files.move(
          source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      if (Files.exists(source)) {
        throw e;
      }
    }
  }

  private static void makeDirectories(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
  }
}
