package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What must hold between a manifest and the files of lines beside it. */
final class SideFiles {
  /** The images that could not be used. */
  static final String DEAD_LETTERS = "dead-letters.jsonl";

  /** What was wrong with images that could; not there when there is nothing to tell. */
  static final String WARNINGS = "warnings.jsonl";

  private final List<Finding> findings = new ArrayList<>();

  private SideFiles() {}

  /**
   * Returns what is wrong.
   *
   * @param uris of the directory's files, by name
   */
  static List<Finding> findings(ShardManifest manifest, Map<String, String> uris)
      throws IOException {
    SideFiles files = new SideFiles();
    files.compare(
        DEAD_LETTERS,
        uris.get(DEAD_LETTERS),
        SideFiles::deadLetter,
        manifest.getDeadLetters(),
        manifest.getDeadLettersByReasonMap());
    files.compare(
        WARNINGS,
        uris.get(WARNINGS),
        SideFiles::warning,
        manifest.getWarningsByReasonMap().values().stream().mapToLong(Long::longValue).sum(),
        manifest.getWarningsByReasonMap());
    return files.findings;
  }

  private void compare(
      String name,
      String uri,
      Function<String, String> reason,
      long stated,
      Map<String, Long> statedByReason)
      throws IOException {
    List<String> lines = uri == null ? List.of() : StoredFile.readText(uri).lines().toList();
    if (lines.size() != stated) {
      add(name, "lines must be %d by the manifest, but were: %d".formatted(stated, lines.size()));
    }
    SortedMap<String, Long> byReason = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        byReason.merge(reason.apply(lines.get(i)), 1L, Long::sum);
      } catch (IllegalArgumentException e) {
        add(name, "line %d cannot be read: %s".formatted(i + 1, e.getMessage()));
        return;
      }
    }
    if (lines.size() == stated && !byReason.equals(statedByReason)) {
      add(
          name,
          "reasons must be %s by the manifest, but were: %s"
              .formatted(new TreeMap<>(statedByReason), byReason));
    }
  }

  private void add(String name, String message) {
    findings.add(new Finding(name, -1, message));
  }

  private static String deadLetter(String line) {
    DeadLetter.Builder letter = DeadLetter.newBuilder();
    ProtoJson.parse(line, letter);
    return letter.getReason();
  }

  private static String warning(String line) {
    ImageWarning.Builder warning = ImageWarning.newBuilder();
    ProtoJson.parse(line, warning);
    return warning.getReason();
  }
}
