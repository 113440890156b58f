package io.github.simclrbeam.options;

import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
    MatchResult files = FileSystems.match(uri + "/**", EmptyMatchTreatment.ALLOW);
    if (files.status() == MatchResult.Status.OK) {
      for (MatchResult.Metadata file : files.metadata()) {
        StoredFile.delete(file.resourceId().toString());
      }
    }
  }
}
