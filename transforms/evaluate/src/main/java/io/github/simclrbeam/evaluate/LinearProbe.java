package io.github.simclrbeam.evaluate;

import java.util.Arrays;

/**
 * Multinomial logistic regression on standardized features: how well straight lines separate the classes. Minimizes the mean loss plus
 * {@code l2 / 2 ||W||²} by L-BFGS in double precision; l2 is the strength with the lowest loss on a seeded, stratified tenth of train, and the
 * final fit is on all of train. Test images have no part in either choice. Immutable.
 *
 * <p>The fit runs in the principal axes of train. That is a rotation, so neither loss nor penalty change, and there the curvature is
 * almost diagonal and known, which spares most iterations.
 */
public final class LinearProbe {
  /** What a card says of how its numbers were made. */
  static final String PROTOCOL =
      "multinomial logistic regression, L-BFGS, features standardized on train, "
          + "L2 by loss on a stratified 10 % hold-out of train, refit on all of train, last value";

  private final Standardization standardization;
  private final double[][] weights;
  private final double[] intercepts;
  private final int[] present;
  private final ProbeFit fit;

  private LinearProbe(
      Standardization standardization,
      double[][] weights,
      double[] intercepts,
      int[] present,
      ProbeFit fit) {
    this.standardization = standardization;
    this.weights = weights;
    this.intercepts = intercepts;
    this.present = present;
    this.fit = fit;
  }

  /**
   * Fits to the rows that have a class.
   *
   * @param train features
   * @param classes a class of each row, from 0, or -1 for rows to leave out
   * @param standardization how features are standardized, here and when predicting
   * @param seed of the hold-out
   * @throws IllegalArgumentException if the rows are not of two classes at least
   */
  public static LinearProbe fit(
      FeatureTable train, int[] classes, Standardization standardization, long seed) {
    int[] rows = labelledRows(classes);
    int[] truth = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      truth[i] = classes[rows[i]];
    }
    // Classes without an image would get an intercept of minus infinity, which no iteration reaches.
    int[] present = Arrays.stream(truth).sorted().distinct().toArray();
    if (present.length < 2) {
      throw new IllegalArgumentException(
          "classes of the train images must be 2 or more, but was: " + present.length);
    }
    for (int i = 0; i < truth.length; i++) {
      truth[i] = Arrays.binarySearch(present, truth[i]);
    }
    try (Matrix standardized = Matrix.standardized(train, rows, standardization);
        PrincipalAxes axes = PrincipalAxes.of(standardized)) {
      ProbeSearch search = new ProbeSearch(axes, truth, present.length);
      double l2 = search.chooseStrength(HoldOut.of(truth, present.length, seed));
      Lbfgs.Outcome outcome = search.fit(l2);
      double[] point = outcome.point();
      double[][] weights = new double[train.dimension()][present.length];
      int free = axes.energies().length * present.length;
      try (Matrix rotated = Matrix.of(point, axes.energies().length, present.length);
          Matrix turnedBack = axes.axes().transposedTimes(rotated)) {
        for (int j = 0; j < weights.length; j++) {
          turnedBack.getRow(j, weights[j]);
        }
      }
      double[] intercepts = Arrays.copyOfRange(point, free, point.length);
      return new LinearProbe(
          standardization, weights, intercepts, present, ProbeFit.of(l2, outcome));
    }
  }

  private static int[] labelledRows(int[] classes) {
    int[] rows = new int[classes.length];
    int count = 0;
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] >= 0) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** How the fit went. */
  public ProbeFit fit() {
    return fit;
  }

  /** The class of each row of a table. */
  Predictions predict(FeatureTable table) {
    try (Matrix rows =
        Matrix.standardized(table, SeededOrder.indices(table.size()), standardization)) {
      return predict(rows);
    }
  }

  /** The class of each row, already standardized. */
  Predictions predict(Matrix rows) {
    double[] logits = new double[rows.rows() * present.length];
    try (Matrix factors = Matrix.of(weights);
        Matrix product = rows.times(factors)) {
      product.get(logits);
    }
    int[] classes = new int[rows.rows()];
    double[] sizes = new double[rows.rows()];
    double[] probabilities = new double[present.length];
    for (int i = 0; i < classes.length; i++) {
      int at = i * present.length;
      int best = 0;
      for (int c = 0; c < present.length; c++) {
        logits[at + c] += intercepts[c];
        best = logits[at + c] > logits[at + best] ? c : best;
      }
      SoftmaxLoss.of(logits, at, best, probabilities);
      classes[i] = present[best];
      sizes[i] = probabilities[best];
    }
    return new Predictions(classes, sizes);
  }
}
