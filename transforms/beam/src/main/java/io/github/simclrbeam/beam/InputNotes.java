package io.github.simclrbeam.beam;

import io.github.simclrbeam.sources.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user would want to hear about an input before work starts. */
public final class InputNotes {
  private static final Set<String> TABLES = Set.of("csv", "tsv", "jsonl", "ndjson");

  private InputNotes() {}

  /** Returns lines; none when everything was taken. */
  public static List<String> of(ImageSource source) {
    List<String> notes = new ArrayList<>();
    if (!source.otherSplits().isEmpty()) {
      notes.add(
          "left out, because of another split: %s; --split=all takes everything"
              .formatted(
                  source.otherSplits().entrySet().stream()
                      .map(InputNotes::described)
                      .collect(Collectors.joining(", "))));
    }
    source.skipped().keySet().stream()
        .filter(TABLES::contains)
        .forEach(
            table ->
                notes.add(
                    "images were found beside a .%s file: if it describes them, give it as --input"
                        .formatted(table)));
    return notes;
  }

  private static String described(Map.Entry<String, Long> split) {
    return split.getValue() + " " + (split.getKey().isEmpty() ? "of none" : split.getKey());
  }
}
