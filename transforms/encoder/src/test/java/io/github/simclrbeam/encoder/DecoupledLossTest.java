package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Golden values: DCLLoss(temperature) and DCLWLoss(temperature, sigma) of lightly 1.6.0 on PyTorch
 * 2.7.1 in float64, called with the first and the last three rows of A; gradients by backward().
 */
final class DecoupledLossTest {
  private static final double[][] A = LossFixture.A;
  private static final Offset<Double> TIGHT = within(1e-11);

  @ParameterizedTest(name = "temperature {0}, sigma {1}")
  @CsvSource({
    "0.5, 0, 0.577973830005683",
    "0.5, 0.5, 0.5793363126304337",
    "0.1, 0, -0.9594238695491424",
    "0.1, 0.5, -0.9526114564253891"
  })
  void lossIsLightlys(double temperature, double sigma, double expected) {
    assertThat(doubles(A, temperature, sigma).loss()).isCloseTo(expected, TIGHT);
    assertThat(floats(A, temperature, sigma).loss()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void gradientIsLightlys() {
    assertThat(doubles(A, 0.5, 0).gradient()[0])
        .containsExactly(new double[] {0, -0.039872722711, 0.320249180655}, TIGHT);
    assertThat(doubles(A, 0.5, 0).gradient()[5])
        .containsExactly(new double[] {0.041099809541, 0.016181370391, 0.004368534379}, TIGHT);
    double[][] weighted = {
      {0, -0.047703372537, 0.320249180655},
      {0.100529298614, 0.032993675616, -0.083258324923},
      {0.098518275148, -0.010059649007, 0.007544736755},
      {-0.110721302677, 0.221442605355, 0.163922253385},
      {-0.063101541808, -0.009866126402, 0.004933063201},
      {0.044731485311, 0.015921964979, 0.006443777676}
    };
    double[][] found = doubles(A, 0.5, 0.5).gradient();
    for (int row = 0; row < weighted.length; row++) {
      assertThat(found[row]).containsExactly(weighted[row], TIGHT);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void lossAndGradientEqualTheDoubleLoopAndItsDifferences(long seed) {
    WeightRandom random = new WeightRandom(seed + Long.getLong("test.seed", 0), "decoupled");
    int pairs = 2 + (int) random.uniform(0, 5);
    double temperature = random.uniform(0.07, 1);
    double sigma = seed % 2 == 0 ? 0 : random.uniform(0.2, 1);
    double[][] rows = LossFixture.random(seed, pairs, 5);
    double[] weights = weights(rows, sigma);
    LossFixture.Values values = doubles(rows, temperature, sigma);
    assertThat(values.loss()).isCloseTo(naive(rows, temperature, weights), within(1e-10));
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < rows[row].length; i++) {
        double slope =
            NaiveNtXent.slope(rows, moved -> naive(moved, temperature, weights), row, i, 1e-5);
        assertThat(values.gradient()[row][i]).isCloseTo(slope, within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void collapsedRowsCostTheLogarithmOfTheNegativesLessOnePositive(double sigma) {
    double[][] rows = new double[8][];
    Arrays.fill(rows, new double[] {.3, -2, 5});
    // ln(2N - 2) + 1 / temperature - 1 / temperature: equal pairs have weight 1.
    assertThat(doubles(rows, 0.2, sigma).loss()).isCloseTo(Math.log(6), within(1e-9));
    assertThat(floats(rows, 0.2, sigma).all()).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void onePairHasNoNegativesAndCostsNothing(double sigma) {
    double[][] rows = {{1, 2, 3}, {-3, 1, 1}};
    assertThat(floats(rows, 0.1, sigma).all()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"0, -11.986531835254803", "0.5, -11.918407704017278"})
  void tinyTemperaturesStayFinite(double sigma, double expected) {
    LossFixture.Values values = floats(A, 0.01, sigma);
    assertThat(values.loss()).isCloseTo(expected, within(1e-4));
    assertThat(Arrays.stream(values.all()).allMatch(Double::isFinite)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void zeroRowHasFiniteLossAndNoGradient(double sigma) {
    double[][] rows = {{0, 0, 0}, {1, 2, 2}, {2, 1, 0}, {0, 1, 2}};
    LossFixture.Values values = floats(rows, 0.1, sigma);
    assertThat(values.gradient()[0]).containsOnly(0);
    assertThat(Arrays.stream(values.all()).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void oddRowsAndSenselessSigmasAreRefused() {
    assertThatThrownBy(() -> doubles(new double[][] {{1}, {2}, {3}}, 0.5, 0))
        .hasMessage("rows must be an even number above 0, but was: 3");
    assertThatThrownBy(() -> doubles(A, 0.5, -1))
        .hasMessage("sigma must be at least 0, but was: -1.0");
  }

  private static LossFixture.Values doubles(double[][] rows, double temperature, double sigma) {
    return LossFixture.doubles(
        ops -> new DecoupledLoss(ops, Temperature.constant(temperature), sigma),
        rows,
        LossFixture.NO_LABELS);
  }

  private static LossFixture.Values floats(double[][] rows, double temperature, double sigma) {
    return LossFixture.floats(
        ops -> new DecoupledLoss(ops, Temperature.constant(temperature), sigma),
        rows,
        LossFixture.NO_LABELS);
  }

  /** Each pair's weight; 1 where sigma is 0. */
  private static double[] weights(double[][] rows, double sigma) {
    int pairs = rows.length / 2;
    double[] weights = new double[pairs];
    double sum = 0;
    for (int i = 0; i < pairs; i++) {
      weights[i] = sigma == 0 ? 1 : Math.exp(NaiveNtXent.cosine(rows[i], rows[i + pairs]) / sigma);
      sum += weights[i];
    }
    for (int i = 0; i < pairs; i++) {
      weights[i] = 2 - pairs * weights[i] / sum;
    }
    return weights;
  }

  private static double naive(double[][] rows, double temperature, double[] weights) {
    int pairs = rows.length / 2;
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double denominator = 0;
      for (int k = 0; k < rows.length; k++) {
        if (k % pairs != i % pairs) {
          denominator += Math.exp(NaiveNtXent.cosine(rows[i], rows[k]) / temperature);
        }
      }
      double positive = NaiveNtXent.cosine(rows[i], rows[(i + pairs) % rows.length]) / temperature;
      sum += Math.log(denominator) - weights[i % pairs] * positive;
    }
    return sum / rows.length;
  }
}
