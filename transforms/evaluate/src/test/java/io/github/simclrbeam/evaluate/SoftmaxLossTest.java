package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SoftmaxLossTest {
  /** A softmax before the softmax would give 0.383166. */
  @Test
  void lossOfTwoLogitsIsTheHandComputedOne() {
    double[] probabilities = new double[2];
    assertThat(SoftmaxLoss.of(new double[] {2, 0}, 0, 0, probabilities))
        .isEqualTo(0.126928, within(1e-6));
    assertThat(probabilities[0]).isEqualTo(0.880797, within(1e-6));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    double[] probabilities = new double[3];
    assertThat(SoftmaxLoss.of(new double[] {0, 0, 5000, -5000, 1000}, 2, 2, probabilities))
        .isEqualTo(4000);
    assertThat(probabilities).containsExactly(1, 0, 0);
  }

  @Test
  void zeroWeightsGiveTheLogarithmOfTheClasses() {
    try (Matrix rows = Matrix.of(new double[][] {{1, 2}, {3, 4}, {-1, 0}});
        SoftmaxLoss loss = new SoftmaxLoss(rows, new int[] {0, 3, 2}, 4, 0.5)) {
      assertThat(loss.evaluate(new double[12], new double[12]))
          .isEqualTo(Math.log(4), within(1e-15));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void gradientEqualsFiniteDifferences(long seed) {
    // More than 512 rows, so that several parts are added up.
    FeatureTable table = Clusters.of("x", 700, 3, 4, 1, seed);
    int[] all = SeededOrder.indices(700);
    try (Matrix rows = Matrix.standardized(table, all, Standardization.fit(table));
        SoftmaxLoss loss = new SoftmaxLoss(rows, Clusters.labels(table), 3, 0.3)) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] point = new double[loss.size()];
      for (int i = 0; i < point.length; i++) {
        point[i] = random.nextDouble(-1, 1);
      }
      double[] gradient = new double[point.length];
      loss.evaluate(point, gradient);
      double[] unused = new double[point.length];
      for (int i = 0; i < point.length; i++) {
        double[] moved = point.clone();
        moved[i] = point[i] + 1e-5;
        double above = loss.evaluate(moved, unused);
        moved[i] = point[i] - 1e-5;
        double below = loss.evaluate(moved, unused);
        assertThat(gradient[i]).isEqualTo((above - below) / 2e-5, within(1e-8));
      }
    }
  }
}
