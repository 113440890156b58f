package io.github.simclrbeam.evaluate;

/**
 * Minimizes a smooth function from its gradients, by the limited-memory BFGS method: two-loop
 * recursion, strong Wolfe line search (Nocedal and Wright, Numerical Optimization, algorithm 7.5).
 * The first guess of the inverse Hessian is a diagonal that the caller knows.
 */
final class Lbfgs {
  /** Corrections remembered. */
  private static final int MEMORY = 20;

  private final double[][] steps = new double[MEMORY][];
  private final double[][] changes = new double[MEMORY][];
  private final double[] curvatures = new double[MEMORY];
  private final double[] diagonal;
  private int stored;

  private Lbfgs(double[] diagonal) {
    this.diagonal = diagonal;
  }

  /**
   * Where the search ended.
   *
   * @param point the parameters
   * @param value the function's value there
   * @param slope the largest absolute component of the gradient there
   * @param iterations steps taken
   * @param converged whether the slope is within the tolerance
   */
  record Outcome(double[] point, double value, double slope, int iterations, boolean converged) {}

  /**
   * Minimizes.
   *
   * @param objective what to minimize
   * @param start the first point; not written to
   * @param diagonal a positive guess of each parameter's inverse curvature
   * @param tolerance the slope to reach
   * @param mostIterations steps allowed
   */
  static Outcome minimize(
      Objective objective,
      double[] start,
      double[] diagonal,
      double tolerance,
      int mostIterations) {
    return new Lbfgs(diagonal).run(objective, start.clone(), tolerance, mostIterations);
  }

  private Outcome run(Objective objective, double[] point, double tolerance, int mostIterations) {
    double[] gradient = new double[point.length];
    double value = objective.evaluate(point, gradient);
    double[] direction = new double[point.length];
    LineSearch search = new LineSearch(objective);
    int iterations = 0;
    while (iterations < mostIterations && largest(gradient) > tolerance) {
      double slope = aim(gradient, direction);
      if (!search.search(point, value, slope, direction, firstStep(slope))) {
        if (stored == 0) {
          break;
        }
        // Corrections spoilt by rounding can hide a way down that the plain gradient shows.
        stored = 0;
        continue;
      }
      remember(point, gradient, search);
      System.arraycopy(search.point, 0, point, 0, point.length);
      System.arraycopy(search.gradient, 0, gradient, 0, point.length);
      value = search.value;
      iterations++;
    }
    double slope = largest(gradient);
    return new Outcome(point, value, slope, iterations, slope <= tolerance);
  }

  /** Sets the direction {@code -H gradient} and returns the slope along it, which is negative. */
  private double aim(double[] gradient, double[] direction) {
    recurse(gradient, direction);
    double slope = dot(gradient, direction);
    if (slope < 0) {
      return slope;
    }
    stored = 0;
    recurse(gradient, direction);
    return dot(gradient, direction);
  }

  private void recurse(double[] gradient, double[] direction) {
    int size = gradient.length;
    for (int i = 0; i < size; i++) {
      direction[i] = -gradient[i];
    }
    int oldest = Math.max(0, stored - MEMORY);
    double[] shares = new double[MEMORY];
    for (int k = stored - 1; k >= oldest; k--) {
      int at = k % MEMORY;
      shares[at] = dot(steps[at], direction) / curvatures[at];
      add(direction, -shares[at], changes[at]);
    }
    double scale = stored == 0 ? 1 : newestScale();
    for (int i = 0; i < size; i++) {
      direction[i] *= scale * diagonal[i];
    }
    for (int k = oldest; k < stored; k++) {
      int at = k % MEMORY;
      double back = dot(changes[at], direction) / curvatures[at];
      add(direction, shares[at] - back, steps[at]);
    }
  }

  /** How much flatter the function was along the newest step than the diagonal says. */
  private double newestScale() {
    int at = (stored - 1) % MEMORY;
    double expected = 0;
    for (int i = 0; i < diagonal.length; i++) {
      expected += changes[at][i] * diagonal[i] * changes[at][i];
    }
    return curvatures[at] / expected;
  }

  /**
   * The diagonal is a guess of the curvature, so the first step of all is kept short enough to stay
   * where it holds.
   */
  private double firstStep(double slope) {
    return stored > 0 ? 1 : Math.min(1, 1 / Math.sqrt(Math.max(-slope, Double.MIN_NORMAL)));
  }

  private void remember(double[] point, double[] gradient, LineSearch found) {
    double[] step = new double[point.length];
    double[] change = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      step[i] = found.point[i] - point[i];
      change[i] = found.gradient[i] - gradient[i];
    }
    double curvature = dot(step, change);
    // Without positive curvature the update would lose the descent property.
    if (curvature > 1e-14 * dot(change, change)) {
      int at = stored % MEMORY;
      steps[at] = step;
      changes[at] = change;
      curvatures[at] = curvature;
      stored++;
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] into, double factor, double[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] += factor * other[i];
    }
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
