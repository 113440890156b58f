package io.github.simclrbeam.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes what this program wrote. */
final class LocalTrees {
  private LocalTrees() {}

  /** Deletes a file or a directory with everything below it; links are not followed. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> below;
    try (Stream<Path> paths = Files.walk(path)) {
      below = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : below) {
      Files.delete(one);
    }
  }
}
