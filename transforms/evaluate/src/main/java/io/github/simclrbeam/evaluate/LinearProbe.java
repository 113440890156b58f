package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression on standardized features: how well straight lines separate the
 * classes. Minimizes the mean loss plus {@code l2 / 2 ||W||²} by L-BFGS in double precision; l2 is
 * the strength with the lowest loss on a seeded, stratified tenth of train, and the final fit is on
 * all of train. Test images have no part in either choice. Immutable.
 *
 * <p>The fit runs in the principal axes of train. That is a rotation, so neither loss nor penalty
 * change, and there the curvature is almost diagonal and known, which spares most iterations.
 */
final class LinearProbe {
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
  static LinearProbe fit(
      FeatureTable train, int[] classes, Standardization standardization, long seed) {
    return fit(
        train,
        classes,
        standardization,
        (search, labels) ->
            search.chooseStrength(HoldOut.of(labels.compact(), labels.count(), seed)));
  }

  /** Fits with a given strength instead of choosing one. */
  static LinearProbe fitWith(
      double l2, FeatureTable train, int[] classes, Standardization standardization) {
    return fit(train, classes, standardization, (search, labels) -> search.from(l2));
  }

  private static LinearProbe fit(
      FeatureTable train,
      int[] classes,
      Standardization standardization,
      BiFunction<ProbeSearch, PresentClasses, ProbeSearch.Choice> chooser) {
    int[] rows = IntStream.range(0, classes.length).filter(row -> classes[row] >= 0).toArray();
    PresentClasses labels = PresentClasses.of(classes);
    try (Matrix standardized = Matrix.standardized(train, rows, standardization);
        PrincipalAxes axes = PrincipalAxes.of(standardized)) {
      ProbeSearch search = new ProbeSearch(axes, labels.compact(), labels.count());
      ProbeSearch.Choice choice = chooser.apply(search, labels);
      Lbfgs.Outcome outcome = search.fit(choice);
      double[] point = outcome.point();
      int axisCount = axes.energies().length;
      double[][] weights = new double[train.dimension()][labels.count()];
      try (Matrix rotated = Matrix.of(point, axisCount, labels.count());
          Matrix turnedBack = axes.axes().transposedTimes(rotated)) {
        for (int j = 0; j < weights.length; j++) {
          turnedBack.getRow(j, weights[j]);
        }
      }
      double[] intercepts = Arrays.copyOfRange(point, axisCount * labels.count(), point.length);
      return new LinearProbe(
          standardization,
          weights,
          intercepts,
          labels.present(),
          ProbeFit.of(choice.l2(), outcome));
    }
  }

  /** How the fit went. */
  ProbeFit fit() {
    return fit;
  }

  /**
   * Of the standardized features: a row for each, a column for each class that train had, by rising
   * class.
   */
  double[][] weights() {
    return weights;
  }

  /** One for each class that train had, by rising class. */
  double[] intercepts() {
    return intercepts;
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
