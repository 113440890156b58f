package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

final class LbfgsTest {
  @Test
  void aQuadraticEndsAtItsClosedFormMinimum() {
    // 5 x² + 2 y² + 2 x y - 4 x + 6 y: the gradient is zero at (7/9, -17/9).
    Objective quadratic =
        objective(
            2,
            (p, g) -> {
              g[0] = 10 * p[0] + 2 * p[1] - 4;
              g[1] = 4 * p[1] + 2 * p[0] + 6;
              return 5 * p[0] * p[0] + 2 * p[1] * p[1] + 2 * p[0] * p[1] - 4 * p[0] + 6 * p[1];
            });
    Lbfgs.Outcome outcome = minimize(quadratic, new double[] {40, -70}, 1e-10);
    assertThat(outcome.converged()).isTrue();
    assertThat(outcome.point()).containsExactly(new double[] {7 / 9.0, -17 / 9.0}, within(1e-9));
  }

  @Test
  void theBentValleyOfRosenbrockIsFollowedToItsEnd() {
    Objective valley =
        objective(
            2,
            (p, g) -> {
              double off = p[1] - p[0] * p[0];
              g[0] = -2 * (1 - p[0]) - 400 * p[0] * off;
              g[1] = 200 * off;
              return (1 - p[0]) * (1 - p[0]) + 100 * off * off;
            });
    Lbfgs.Outcome outcome = minimize(valley, new double[] {-1.2, 1}, 1e-8);
    assertThat(outcome.converged()).isTrue();
    assertThat(outcome.point()).containsExactly(new double[] {1, 1}, within(1e-7));
    assertThat(outcome.iterations()).isLessThan(60);
  }

  @Test
  void theStartIsLeftAloneAndAMinimumTakesNoStep() {
    double[] start = {0, 0};
    Lbfgs.Outcome outcome =
        minimize(
            objective(
                2,
                (p, g) -> {
                  g[0] = 2 * p[0];
                  g[1] = 2 * p[1];
                  return Lbfgs.dot(p, p);
                }),
            start,
            1e-12);
    assertThat(outcome.iterations()).isZero();
    assertThat(outcome.converged()).isTrue();
    assertThat(start).containsExactly(0, 0);
  }

  @Test
  void tooFewStepsAreReportedAsNotConverged() {
    Objective steep =
        objective(
            1,
            (p, g) -> {
              g[0] = 4 * Math.pow(p[0], 3);
              return Math.pow(p[0], 4);
            });
    Lbfgs.Outcome outcome = Lbfgs.minimize(steep, new double[] {50}, new double[] {1}, 1e-12, 2);
    assertThat(outcome.converged()).isFalse();
    assertThat(outcome.iterations()).isEqualTo(2);
  }

  private static Lbfgs.Outcome minimize(Objective objective, double[] start, double tolerance) {
    double[] ones = new double[start.length];
    Arrays.fill(ones, 1);
    return Lbfgs.minimize(objective, start, ones, tolerance, 500);
  }

  private static Objective objective(int size, ToDoubleBiFunction<double[], double[]> function) {
    return new Objective() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public double evaluate(double[] point, double[] gradient) {
        return function.applyAsDouble(point, gradient);
      }
    };
  }
}
