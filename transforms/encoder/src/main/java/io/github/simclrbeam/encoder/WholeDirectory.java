package io.github.simclrbeam.encoder;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a directory of files so that it is there whole or not at all. On local disks: under a
 * temporary name, forced to disk, renamed. Elsewhere, where directories are only prefixes: the
 * files in order, so the last one says that all are there.
 */
final class WholeDirectory {
  private WholeDirectory() {}

  /** Replaces what is there. */
  static void write(String directory, Map<String, byte[]> files) throws IOException {
    if (directory.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        StoredFile.writeAtomically(Uris.resolve(directory, file.getKey()), file.getValue());
      }
      return;
    }
    Path target = Path.of(directory);
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path temporary = parent.resolve(".tmp-" + UUID.randomUUID());
    try {
      Files.createDirectory(temporary);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writeForced(temporary.resolve(file.getKey()), file.getValue());
      }
      force(temporary);
      delete(target);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      force(parent);
    } finally {
      delete(temporary);
    }
  }

  private static void writeForced(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
