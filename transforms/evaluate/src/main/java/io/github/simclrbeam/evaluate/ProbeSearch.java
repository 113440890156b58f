package io.github.simclrbeam.evaluate;

/**
 * Fits the weights of a linear probe in principal axes, and finds the strength of its penalty.
 * Holds nothing between calls.
 */
final class ProbeSearch {
  /** Half decades from 1 to 1e-6. The mean loss makes them independent of the number of images. */
  private static final int STRENGTHS = 13;

  /**
   * Rises of the hold-out's loss in a row after which weaker strengths are not tried: the curve has
   * one valley.
   */
  private static final int PATIENCE = 2;

  /** Taken when nothing can be held out. */
  private static final double DEFAULT_STRENGTH = 0.1;

  /** Enough for three digits of the hold-out's loss. */
  private static final double SEARCH_TOLERANCE = 1e-3;

  private static final double TOLERANCE = 1e-5;
  private static final int MOST_ITERATIONS = 2000;

  private final PrincipalAxes axes;
  private final int[] classes;
  private final int classCount;

  ProbeSearch(PrincipalAxes axes, int[] classes, int classCount) {
    this.axes = axes;
    this.classes = classes;
    this.classCount = classCount;
  }

  static double strength(int index) {
    return Math.pow(10, -index / 2.0);
  }

  /**
   * A strength, and where to begin the fit with it.
   *
   * @param l2 the strength
   * @param start parameters
   */
  record Choice(double l2, double[] start) {}

  /** A given strength, from zero weights. */
  Choice from(double l2) {
    return new Choice(l2, new double[(axes.energies().length + 1) * classCount]);
  }

  /** The strength with the lowest loss on the rows held out; the stronger of equals. */
  Choice chooseStrength(HoldOut split) {
    if (split.held().length == 0) {
      return from(DEFAULT_STRENGTH);
    }
    try (Matrix fitted = axes.coordinates().select(split.fit());
        Matrix held = axes.coordinates().select(split.held());
        SoftmaxLoss judge = new SoftmaxLoss(held, pick(split.held()), classCount, 0)) {
      int[] truth = pick(split.fit());
      double[] point = new double[judge.size()];
      double[] unused = new double[judge.size()];
      double best = Double.POSITIVE_INFINITY;
      int chosen = 0;
      double[] start = point;
      for (int i = 0; i < STRENGTHS && i <= chosen + PATIENCE; i++) {
        // Each fit starts where the stronger one before it ended.
        point = minimize(fitted, truth, strength(i), point, SEARCH_TOLERANCE).point();
        double loss = judge.evaluate(point, unused);
        if (loss < best) {
          best = loss;
          chosen = i;
          start = point;
        }
      }
      return new Choice(strength(chosen), start);
    }
  }

  /** The fit to all rows. */
  Lbfgs.Outcome fit(Choice choice) {
    return minimize(axes.coordinates(), classes, choice.l2(), choice.start(), TOLERANCE);
  }

  private Lbfgs.Outcome minimize(
      Matrix rows, int[] truth, double l2, double[] start, double tolerance) {
    try (SoftmaxLoss loss = new SoftmaxLoss(rows, truth, classCount, l2)) {
      return Lbfgs.minimize(loss, start, inverseCurvatures(l2), tolerance, MOST_ITERATIONS);
    }
  }

  /** Of each parameter at the start, where every class is equally probable. */
  private double[] inverseCurvatures(double l2) {
    double spread = (1 - 1.0 / classCount) / classCount;
    double[] energies = axes.energies();
    double[] inverse = new double[(energies.length + 1) * classCount];
    for (int j = 0; j <= energies.length; j++) {
      double curvature = j < energies.length ? spread * energies[j] / classes.length + l2 : spread;
      for (int c = 0; c < classCount; c++) {
        inverse[j * classCount + c] = 1 / curvature;
      }
    }
    return inverse;
  }

  private int[] pick(int[] positions) {
    int[] picked = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      picked[i] = classes[positions[i]];
    }
    return picked;
  }
}
