package io.github.simclrbeam.files;

import java.util.ArrayList;
import java.util.List;

/** Expands {@code {a,b}} alternatives: object stores match nothing where a local glob would. */
final class Braces {
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
        for (String alternative : alternatives) {
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
}
