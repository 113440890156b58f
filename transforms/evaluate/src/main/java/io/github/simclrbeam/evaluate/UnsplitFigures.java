package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What one set of rows says of its encoder, without a train and a test split and without a
 * classifier to fit: quick enough to look at while an encoder is trained.
 *
 * @param labelFree figures that need no label
 * @param knnTop1 of the labelled rows, each classified by its nearest others; empty when fewer than
 *     two rows have a label
 * @param knnRows rows that it is over
 */
public record UnsplitFigures(
    io.github.simclrbeam.proto.LabelFree labelFree, OptionalDouble knnTop1, int knnRows) {
  private static final KnnVote VOTE = new KnnVote(20, 0.07);

  /** How {@link #knnTop1} is computed. */
  public static final String KNN_PROTOCOL =
      "k=%d, cosine, T=%s, leave-one-out".formatted(VOTE.k(), VOTE.temperature());

  /**
   * Measures rows.
   *
   * @param rows a row per image, at least one, all numbers finite
   * @param views a row per view with the id "&lt;image id&gt;#&lt;view index&gt;", for the
   *     alignment
   * @param seed of the choice of rows for the uniformity
   * @throws IllegalArgumentException if there is no row, or a number is not finite; names an image
   */
  public static UnsplitFigures measure(FeatureTable rows, Optional<FeatureTable> views, long seed) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("rows must be 1 or more, but was: 0");
    }
    requireFinite(rows);
    views.ifPresent(UnsplitFigures::requireFinite);
    return new UnsplitFigures(
        LabelFree.measure(rows, views, seed), knnTop1(rows, VOTE), rows.labelled());
  }

  private static void requireFinite(FeatureTable rows) {
    int[] bad = rows.notFinite();
    if (bad.length > 0) {
      throw new IllegalArgumentException(
          "features must be finite, but those of %d of %d rows are not, first of %s"
              .formatted(bad.length, rows.size(), rows.id(bad[0])));
    }
  }

  /** Top-1 of the labelled rows; the bank of each one is all others. */
  static OptionalDouble knnTop1(FeatureTable all, KnnVote vote) {
    int[] labelled =
        IntStream.range(0, all.size())
            .filter(row -> all.label(row) != FeatureTable.UNLABELLED)
            .toArray();
    if (labelled.length < 2) {
      return OptionalDouble.empty();
    }
    FeatureTable table = all.select(labelled);
    int[] labels = IntStream.range(0, table.size()).map(table::label).toArray();
    // Without gaps, so that memory grows with the images and not with what labels are called.
    int[] present = IntStream.of(labels).sorted().distinct().toArray();
    int[] classes = IntStream.of(labels).map(each -> Arrays.binarySearch(present, each)).toArray();
    NearestNeighbours others;
    try (UnitRows rows = UnitRows.of(table)) {
      others = NearestNeighbours.search(rows, rows, vote.k() + 1).withoutSelf();
    }
    int[] answers = vote.classes(others, classes, present.length);
    long right =
        IntStream.range(0, answers.length).filter(row -> answers[row] == classes[row]).count();
    return OptionalDouble.of((double) right / answers.length);
  }
}
