package io.github.simclrbeam.options;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Deletes an output directory of ours. */
final class Trees {
  private Trees() {}

  static void delete(String uri) throws IOException {
    Path local = Path.of(uri);
    if (Files.isDirectory(local)) {
      List<Path> below;
      try (Stream<Path> paths = Files.walk(local)) {
        below = paths.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : below) {
        Files.delete(path);
      }
      return;
    }
    // Hidden ones too; the manifest goes first, so that nobody takes the rest for complete, and
    // what
    // marks the directory as ours last.
    MatchResult match = FileSystems.match(Uris.resolve(uri, "**"), EmptyMatchTreatment.ALLOW);
    if (match.status() == MatchResult.Status.OK) {
      Map<Integer, List<String>> turns =
          match.metadata().stream()
              .map(file -> file.resourceId().toString())
              .collect(Collectors.groupingBy(Trees::turn, TreeMap::new, Collectors.toList()));
      for (List<String> files : turns.values()) {
        StoredFile.delete(files);
      }
    }
  }

  private static int turn(String uri) {
    return switch (Uris.name(uri)) {
      case "manifest.json" -> 0;
      case "run.json" -> 2;
      default -> 1;
    };
  }
}
