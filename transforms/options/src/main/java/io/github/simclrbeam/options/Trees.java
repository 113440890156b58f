package io.github.simclrbeam.options;

import io.github.simclrbeam.files.StoredTree;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes what is in an output directory of ours. */
final class Trees {
  /** Directories at the end, each after what it held. */
  private static final Comparator<Path> BY_TURN =
      Comparator.<Path, Integer>comparing(Trees::turn).thenComparing(Comparator.reverseOrder());

  private Trees() {}

  /**
   * Deletes all but the directory itself, which may be a link, and what locks it.
   *
   * @throws io.github.simclrbeam.files.StoreException if a store keeps a file; names it
   */
  static void delete(String uri) throws IOException {
    if (!Uris.isLocal(uri)) {
      StoredTree.delete(uri, Trees::turn);
      return;
    }
    Path local = Path.of(Uris.plain(uri));
    if (!Files.isDirectory(local)) {
      return;
    }
    Path root = local.toRealPath();
    Path lock = root.resolve(OutputLock.FILE);
    List<Path> below;
    try (Stream<Path> paths = Files.walk(root)) {
      below =
          paths.filter(path -> !path.equals(root) && !path.equals(lock)).sorted(BY_TURN).toList();
    }
    for (Path path : below) {
      Files.delete(path);
    }
  }

  /**
   * What says that something is complete goes first, so that nobody takes the rest for it, and what
   * marks the directory as ours last.
   */
  static int turn(String name) {
    return switch (name) {
      case "manifest.json", "state.json", "evaluation.json" -> 0;
      case "run.json" -> 2;
      default -> 1;
    };
  }

  private static int turn(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? Integer.MAX_VALUE
        : turn(path.getFileName().toString());
  }
}
