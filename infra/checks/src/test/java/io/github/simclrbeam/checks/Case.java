package io.github.simclrbeam.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of CASES.md: a fault that others met, and what holds us to the right behaviour.
 *
 * @param line of the file, from 1
 * @param shownBy the last column
 */
record Case(int line, String where, String wrong, String here, String shownBy) {
  private static final List<String> HEADER = List.of("where", "went wrong", "here", "shown by");

  /**
   * Returns the rows of all tables.
   *
   * @throws IllegalArgumentException if a table has other columns than these four, or an empty cell
   */
  static List<Case> parse(String markdown) {
    List<Case> cases = new ArrayList<>();
    String[] lines = markdown.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].startsWith("|") || lines[i].startsWith("|---")) {
        continue;
      }
      List<String> cells = cells(lines[i]);
      if (cells.size() != HEADER.size() || cells.contains("")) {
        throw new IllegalArgumentException(
            "line %d must have the four cells %s, but was: %s".formatted(i + 1, HEADER, lines[i]));
      }
      if (!cells.equals(HEADER)) {
        cases.add(new Case(i + 1, cells.get(0), cells.get(1), cells.get(2), cells.get(3)));
      }
    }
    return cases;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    // Of "| a | b |" what is before the first bar and behind the last is nothing.
    String[] parts = line.strip().split("\\|", -1);
    for (int i = 1; i < parts.length - 1; i++) {
      cells.add(parts[i].strip());
    }
    return cells;
  }
}
