package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Golden values: PyTorch 2.7.1 in float64 by autograd of {@code -log_softmax(cosines / temperature,
 * self masked with -inf)}, the mean over each anchor's positives, then over the anchors.
 */
final class SupervisedLossTest {
  private static final double[][] A = LossFixture.A;
  private static final long[] FIRST_AND_LAST = {0, 1, 0};
  private static final Offset<Double> TIGHT = within(1e-11);

  @Test
  void lossOfThreePairsOfTwoClassesIsPyTorchs() {
    LossFixture.Values values = doubles(A, 0.5, FIRST_AND_LAST);
    assertThat(values.loss()).isCloseTo(1.8763406653628492, TIGHT);
    assertThat(values.anchors())
        .containsExactly(
            new double[] {
              1.971940751955,
              1.321557892671,
              2.325572869279,
              1.826054427915,
              1.284371291466,
              2.52854675889
            },
            TIGHT);
    assertThat(doubles(A, 0.1, FIRST_AND_LAST).loss()).isCloseTo(4.888242153251677, TIGHT);
    assertThat(floats(A, 0.5, FIRST_AND_LAST).loss()).isCloseTo(1.8763406654, within(1e-5));
  }

  @Test
  void gradientIsPyTorchs() {
    double[][] expected = {
      {0, -0.102449313315, -0.168586303414},
      {0.055137095265, 0.025770936715, -0.053339484347},
      {-0.049313702145, -0.011218233974, 0.00841367548},
      {0.037385159353, -0.074770318706, -0.046138117875},
      {-0.056893160734, -0.00921078888, 0.00460539444},
      {-0.062773151272, -0.043497794184, 0.012111218548}
    };
    double[][] found = doubles(A, 0.5, FIRST_AND_LAST).gradient();
    for (int row = 0; row < expected.length; row++) {
      assertThat(found[row]).containsExactly(expected[row], TIGHT);
    }
  }

  @Test
  void pairsWithoutAClassHaveTheirOwnOtherViewOnly() {
    assertThat(doubles(A, 0.5, new long[] {2, 2, -1}).loss()).isCloseTo(1.593577201355411, TIGHT);
    // Two pairs without a class are no class together.
    assertThat(doubles(A, 0.5, new long[] {-1, -1, -1}).loss())
        .isCloseTo(1.0495570598739923, TIGHT);
  }

  @Test
  void oneClassForAllMakesEveryOtherRowAPositive() {
    assertThat(doubles(A, 0.5, new long[] {7, 7, 7}).loss()).isCloseTo(1.8808543529168997, TIGHT);
  }

  @Test
  void withoutLabelsItIsNtXent() {
    LossFixture.Values expected = NtXentFixture.doubles(A, 0.1);
    LossFixture.Values found = doubles(A, 0.1, LossFixture.NO_LABELS);
    assertThat(found.all()).containsExactly(expected.all(), within(1e-14));
  }

  @Test
  void lossHasNoFactorOfABaseTemperature() {
    // 1.0495570599 x .5 / .07
    assertThat(doubles(A, 0.5, LossFixture.NO_LABELS).loss()).isNotCloseTo(7.496836, within(1e-3));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void lossAndGradientEqualTheDoubleLoopAndItsDifferences(long seed) {
    WeightRandom random = new WeightRandom(seed + Long.getLong("test.seed", 0), "supervised");
    int pairs = 1 + (int) random.uniform(0, 6);
    double temperature = random.uniform(0.07, 1);
    double[][] rows = LossFixture.random(seed, pairs, 5);
    long[] labels = new long[pairs];
    for (int i = 0; i < pairs; i++) {
      labels[i] = (long) random.uniform(0, 4) - 1;
    }
    LossFixture.Values values = doubles(rows, temperature, labels);
    assertThat(values.loss()).isCloseTo(naive(rows, temperature, labels), within(1e-10));
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < rows[row].length; i++) {
        double slope =
            NaiveNtXent.slope(rows, moved -> naive(moved, temperature, labels), row, i, 1e-5);
        assertThat(values.gradient()[row][i]).isCloseTo(slope, within(1e-7));
      }
    }
  }

  @Test
  void collapsedRowsCostTheLogarithmOfTheOtherRows() {
    double[][] rows = new double[8][];
    Arrays.fill(rows, new double[] {.3, -2, 5});
    assertThat(doubles(rows, 0.2, new long[] {0, 1, 0, -1}).loss())
        .isCloseTo(Math.log(7), within(1e-9));
  }

  @Test
  void onePairCostsNothingWhateverItsClass() {
    double[][] rows = {{1, 2, 3}, {-3, 1, 1}};
    assertThat(floats(rows, 0.1, new long[] {3}).all()).containsOnly(0);
  }

  @Test
  void tinyTemperaturesAndZeroRowsStayFinite() {
    LossFixture.Values cold = floats(A, 0.01, FIRST_AND_LAST);
    assertThat(cold.loss()).isCloseTo(44.32950523680228, within(1e-4));
    assertThat(Arrays.stream(cold.all()).allMatch(Double::isFinite)).isTrue();
    double[][] rows = {{0, 0, 0}, {1, 2, 2}, {2, 1, 0}, {0, 1, 2}};
    LossFixture.Values zero = floats(rows, 0.1, new long[] {1, 1});
    assertThat(zero.gradient()[0]).containsOnly(0);
    assertThat(Arrays.stream(zero.all()).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void labelsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> doubles(A, 0.5, new long[] {1, 2}))
        .hasMessage("labels must be 3, one a pair, but was: 2");
    assertThatThrownBy(() -> doubles(A, 0.5, new long[] {1, -2, 0}))
        .hasMessage("a label must be at least -1, but was: -2");
  }

  private static LossFixture.Values doubles(double[][] rows, double temperature, long[] labels) {
    return LossFixture.doubles(
        ops -> new SupervisedLoss(ops, Temperature.constant(temperature)), rows, labels);
  }

  private static LossFixture.Values floats(double[][] rows, double temperature, long[] labels) {
    return LossFixture.floats(
        ops -> new SupervisedLoss(ops, Temperature.constant(temperature)), rows, labels);
  }

  private static double naive(double[][] rows, double temperature, long[] labels) {
    int pairs = rows.length / 2;
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double denominator = 0;
      double near = 0;
      int positives = 0;
      for (int k = 0; k < rows.length; k++) {
        double logit = NaiveNtXent.cosine(rows[i], rows[k]) / temperature;
        long label = labels[i % pairs];
        boolean alike = k % pairs == i % pairs || (label >= 0 && labels[k % pairs] == label);
        if (k != i) {
          denominator += Math.exp(logit);
          near += alike ? logit : 0;
          positives += alike ? 1 : 0;
        }
      }
      sum += Math.log(denominator) - near / positives;
    }
    return sum / rows.length;
  }
}
