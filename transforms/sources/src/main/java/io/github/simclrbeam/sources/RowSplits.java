package io.github.simclrbeam.sources;

import java.util.SortedSet;

/** Splits that a column of rows tells. */
final class RowSplits {
  private RowSplits() {}

  /** Returns whether a row of this split (by {@link FileSplits#word}) is wanted. */
  static boolean takes(String split, SourceSettings settings) {
    return settings.split().isEmpty()
        || settings.split().equals(SourceSettings.ALL)
        || split.equals(FileSplits.word(settings.split()));
  }

  /**
   * Checks that rows of the wanted split exist, and that one was chosen if there are several.
   *
   * @throws UnusableInputException if not
   */
  static void check(String uri, SortedSet<String> splits, SourceSettings settings)
      throws UnusableInputException {
    boolean chosen = !settings.split().isEmpty();
    boolean found =
        settings.split().equals(SourceSettings.ALL)
            || splits.contains(FileSplits.word(settings.split()));
    if (!splits.isEmpty() && (chosen ? !found : splits.size() > 1)) {
      throw new UnusableInputException(
          "%s holds rows of the splits %s: choose one by --split (or all), but it was: %s"
              .formatted(uri, String.join(", ", splits), chosen ? settings.split() : "not given"));
    }
  }
}
