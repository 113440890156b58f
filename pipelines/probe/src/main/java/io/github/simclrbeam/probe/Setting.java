package io.github.simclrbeam.probe;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The scores with one number of labels.
 *
 * @param perClass labels per class; the mean when all labels are used
 * @param labels labels in all
 * @param all whether these are all labels there are
 * @param draws seeded draws of the labelled images; 1 when all are used
 * @param scores by kind of features; that of the embeddings is always there
 */
record Setting(double perClass, long labels, boolean all, int draws, Map<Series, Score> scores) {

  Score embeddings() {
    return scores.get(Series.EMBEDDINGS);
  }

  /** Returns "all 6,000 labels" or "10 labels per class". */
  String title() {
    return all
        ? "all " + Words.count(labels) + " labels"
        : Words.count(Math.round(perClass)) + " labels per class";
  }

  /** Returns the better of the baselines that have to be beaten; none when none was given. */
  Optional<Series> strongest() {
    return Series.TO_BEAT.stream()
        .filter(scores::containsKey)
        .max(Comparator.comparingDouble(series -> scores.get(series).top1()));
  }

  /** Returns how far the embeddings are ahead of the strongest baseline; negative when behind. */
  double margin() {
    return strongest()
        .map(series -> embeddings().top1() - scores.get(series).top1())
        .orElse(Double.NaN);
  }

  /** What the margin says. */
  enum Outcome {
    NO_BASELINE,
    AHEAD,
    TOO_CLOSE,
    NOT_BEATEN
  }

  /** Compares the strongest baseline with the range of the embeddings' own score. */
  Outcome outcome() {
    if (strongest().isEmpty()) {
      return Outcome.NO_BASELINE;
    }
    if (margin() <= 0) {
      return Outcome.NOT_BEATEN;
    }
    boolean inside =
        embeddings().hasRange() && scores.get(strongest().get()).top1() >= embeddings().low();
    return inside ? Outcome.TOO_CLOSE : Outcome.AHEAD;
  }
}
