package io.github.simclrbeam.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The files below a local directory. Links are followed; one that leads back up is not. A link that
 * leads nowhere is a file that cannot be read: left out, it would vanish.
 */
final class LocalTree {
  private LocalTree() {}

  /**
   * Returns the regular files at most depth levels below the root, paths relative to it, and links
   * that lead nowhere, as files of no bytes.
   */
  static List<FileEntry> files(Path root, int depth) throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // What is still a link was followed in vain.
            if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
              String uri = LocalPaths.uri(file);
              String path = root.relativize(file).toString().replace(File.separatorChar, '/');
              entries.add(
                  new FileEntry(uri, path, attributes.isRegularFile() ? attributes.size() : 0));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw fault;
          }
        });
    return entries;
  }
}
