package io.github.simclrbeam.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files of the local disk. */
final class LocalFile {
  /** What the usual file systems of Linux and macOS take. */
  private static final int MOST_NAME_BYTES = 255;

  private static final int MOST_PATH_BYTES = 4_096;

  private LocalFile() {}

  static FileChannel openForReading(String uri) throws IOException {
    Path path = LocalPaths.of(uri);
    if (Files.isDirectory(path)) {
      throw new FileNotFoundException("a directory is there, not a file: " + uri);
    }
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw missing(uri, e);
    } catch (FileSystemException e) {
      throw canBeThere(path) ? e : missing(uri, e);
    }
  }

  private static FileNotFoundException missing(String uri, IOException cause) {
    FileNotFoundException missing = new FileNotFoundException(uri);
    missing.initCause(cause);
    return missing;
  }

  /** Whether no name is too long and no file stands where a directory would have to. */
  private static boolean canBeThere(Path path) {
    for (Path name : path) {
      if (name.toString().getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
        return false;
      }
    }
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        return false;
      }
    }
    return path.toString().getBytes(StandardCharsets.UTF_8).length < MOST_PATH_BYTES;
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
