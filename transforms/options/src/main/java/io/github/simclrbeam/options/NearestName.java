package io.github.simclrbeam.options;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns {@code "; did you mean --x?"}-like words for the nearest of the names, looking at each
   * collection in turn, or nothing.
   */
  @SafeVarargs
  static String hint(String name, Collection<String>... collections) {
    for (Collection<String> names : collections) {
      Optional<String> nearest = of(name, names);
      if (nearest.isPresent()) {
        return "; did you mean " + nearest.get() + "?";
      }
    }
    return "";
  }

  /**
   * Returns the name at the smallest edit distance, if that is at most a third of the length (2 at
   * least), letter case aside.
   */
  public static Optional<String> of(String name, Collection<String> names) {
    int limit = Math.max(2, name.length() / 3);
    String best = null;
    int bestDistance = limit + 1;
    for (String candidate : names) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
