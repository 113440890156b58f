package io.github.simclrbeam.shards;

import java.util.List;

/**
 * Names of labels as the lines of TFDS's {@code label.labels.txt}. TFDS leaves empty lines out,
 * which would give every later label another's name: an empty name stands there as its number, and
 * a line break within a name as a space.
 */
final class LabelLines {
  private static final int NEXT_LINE = 0x85;

  private LabelLines() {}

  static String of(List<String> names) {
    StringBuilder lines = new StringBuilder();
    for (int label = 0; label < names.size(); label++) {
      String line = names.get(label).replaceAll("[\r\n]+", " ");
      lines.append(isBlank(line) ? Integer.toString(label) : line).append('\n');
    }
    return lines.toString();
  }

  /** As Python's {@code str.strip} sees it. */
  private static boolean isBlank(String line) {
    return line.codePoints()
        .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE);
  }
}
