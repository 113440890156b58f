package io.github.simclrbeam.evaluate;

/**
 * Finds a step along a descent direction that satisfies the strong Wolfe conditions (Nocedal and
 * Wright, Numerical Optimization, chapter 3): the value falls enough and the slope shrinks enough.
 * Holds the point, value and gradient found last. Not safe for use by several threads.
 */
final class LineSearch {
  private static final double ENOUGH_FALL = 1e-4;
  private static final double ENOUGH_FLATTENING = 0.9;
  private static final int MOST_TRIALS = 30;

  private final Objective objective;
  final double[] point;
  final double[] gradient;
  double value;

  LineSearch(Objective objective) {
    this.objective = objective;
    this.point = new double[objective.size()];
    this.gradient = new double[objective.size()];
  }

  /** A step, and the value and slope there. */
  private record Trial(double step, double value, double slope) {}

  /**
   * Searches from {@code origin}; on success the fields hold what was found.
   *
   * @return false if no step lowers the value: the origin is a minimum as far as rounding lets one
   *     see
   */
  boolean search(
      double[] origin, double valueThere, double slopeThere, double[] direction, double first) {
    Trial start = new Trial(0, valueThere, slopeThere);
    Trial low = start;
    Trial high = null;
    double step = first;
    for (int i = 0; i < MOST_TRIALS; i++) {
      Trial trial = evaluate(origin, direction, step);
      boolean fell = trial.value <= valueThere + ENOUGH_FALL * step * slopeThere;
      if (!fell || (low.step > 0 && trial.value >= low.value)) {
        high = trial;
      } else if (Math.abs(trial.slope) <= -ENOUGH_FLATTENING * slopeThere) {
        return true;
      } else {
        boolean passed =
            high == null ? trial.slope >= 0 : trial.slope * (high.step - low.step) >= 0;
        high = passed ? low : high;
        low = trial;
      }
      step = high == null ? 4 * step : between(low, high);
    }
    if (low.step == 0) {
      return false;
    }
    evaluate(origin, direction, low.step);
    return true;
  }

  private Trial evaluate(double[] origin, double[] direction, double step) {
    for (int i = 0; i < point.length; i++) {
      point[i] = origin[i] + step * direction[i];
    }
    value = objective.evaluate(point, gradient);
    if (!Double.isFinite(value)) {
      return new Trial(step, Double.POSITIVE_INFINITY, 0);
    }
    return new Trial(step, value, Lbfgs.dot(gradient, direction));
  }

  /** The minimum of the cubic through both trials, kept away from their steps. */
  private static double between(Trial a, Trial b) {
    double width = b.step - a.step;
    double middle = a.step + width / 2;
    double d1 = a.slope + b.slope - 3 * (b.value - a.value) / width;
    double radicand = d1 * d1 - a.slope * b.slope;
    if (!(radicand >= 0)) {
      return middle;
    }
    double d2 = Math.copySign(Math.sqrt(radicand), width);
    double share = (d2 - d1 + b.slope) / (b.slope - a.slope + 2 * d2);
    double step = b.step - width * share;
    double margin = 0.1 * Math.abs(width);
    double left = Math.min(a.step, b.step) + margin;
    double right = Math.max(a.step, b.step) - margin;
    return Double.isFinite(step) ? Math.min(Math.max(step, left), right) : middle;
  }
}
