package io.github.simclrbeam.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Expands {@code {a,b}} alternatives and {@code {000..123}} ranges of numbers, as shells do: object
 * stores match nothing where a local glob would.
 */
final class Braces {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})\\.\\.([0-9]{1,9})");
  private static final int MOST_NUMBERS = 100_000;

  private Braces() {}

  /**
   * Returns the specs that the alternatives stand for, in writing order; braces may nest. One spec
   * when there are none.
   */
  static List<String> expand(String spec) {
    int open = spec.indexOf('{');
    if (open < 0) {
      return List.of(spec);
    }
    List<String> alternatives = new ArrayList<>();
    int depth = 0;
    int start = open + 1;
    for (int i = open; i < spec.length(); i++) {
      char c = spec.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        alternatives.add(spec.substring(start, i));
        List<String> expanded = new ArrayList<>();
        for (String alternative :
            alternatives.size() == 1 ? range(alternatives.get(0)) : alternatives) {
          expanded.addAll(expand(spec.substring(0, open) + alternative + spec.substring(i + 1)));
        }
        return expanded;
      } else if (c == ',' && depth == 1) {
        alternatives.add(spec.substring(start, i));
        start = i + 1;
      }
    }
    throw new IllegalArgumentException("'{' without '}' in " + spec);
  }

  /** Returns the numbers of a range, as wide as its first is written; other text as it is. */
  private static List<String> range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return List.of(text);
    }
    int first = Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(2));
    if (first > last || last - first >= MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "a range must ascend over at most %d numbers, but was: {%s}"
              .formatted(MOST_NUMBERS, text));
    }
    int width = range.group(1).length();
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> "0".repeat(Math.max(0, width - digits(number))) + number)
        .toList();
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }
}
