package io.github.simclrbeam.shards;

import java.util.List;
import java.util.Optional;

/** Where a text differs from what it must be. */
final class TextDifference {
  private static final int MOST_CHARACTERS = 100;

  private TextDifference() {}

  /** Returns words about the first line that differs; empty when the texts are equal. */
  static Optional<String> find(String expected, String found) {
    if (expected.equals(found)) {
      return Optional.empty();
    }
    if (expected.isEmpty()) {
      return Optional.of("must not be there by the manifest, but is");
    }
    List<String> right = expected.lines().toList();
    List<String> wrong = found.lines().toList();
    int line = 0;
    while (line < right.size() && line < wrong.size() && right.get(line).equals(wrong.get(line))) {
      line++;
    }
    return Optional.of(
        "line %d must be %s, but was: %s".formatted(line + 1, at(right, line), at(wrong, line)));
  }

  private static String at(List<String> lines, int line) {
    if (line >= lines.size()) {
      return "the file's end";
    }
    String text = lines.get(line);
    return "'%s'"
        .formatted(
            text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text);
  }
}
