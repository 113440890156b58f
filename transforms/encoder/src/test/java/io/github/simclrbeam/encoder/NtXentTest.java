package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NtXentTest {
  private static final Offset<Double> SIX_DIGITS = within(1e-6);

  private static final double[][] A = LossFixture.A;

  private static final double[][] PERFECT = {{1, 0}, {0, 1}, {1, 0}, {0, 1}};
  private static final double[][] ANTIPODAL = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

  @ParameterizedTest
  @CsvSource({"0.5, 1.0495570599", "0.1, 0.7543241258"})
  void lossOfThreePairsIsTheHandComputedOne(double temperature, double expected) {
    assertThat(NtXentFixture.doubles(A, temperature).loss()).isCloseTo(expected, within(1e-9));
    assertThat(NtXentFixture.floats(A, temperature).loss()).isCloseTo(expected, SIX_DIGITS);
  }

  @Test
  void everyAnchorsShareIsTheHandComputedOne() {
    assertThat(NtXentFixture.doubles(A, 0.5).anchors())
        .containsExactly(
            new double[] {.557149, 1.321558, 1.260014, .812370, 1.284371, 1.061880}, SIX_DIGITS);
    assertThat(NtXentFixture.doubles(A, 0.1).anchors())
        .containsExactly(
            new double[] {.003916, 1.044307, 1.297183, .052331, 1.492236, .635972}, SIX_DIGITS);
  }

  @Test
  void gradientIsTheHandComputedOne() {
    double[][] warm = {
      {0, -.019729, .157340},
      {.055137, .025771, -.053339},
      {.064513, -.007979, .005984},
      {-.059345, .118691, .099620},
      {-.056893, -.009211, .004605},
      {.023234, .009382, .002235}
    };
    double[][] cold = {
      {0, -.035157, .005928}, {.053797, .127512, -.154410}, {.221796, -.062029, .046522}
    };
    double[][] found = NtXentFixture.doubles(A, 0.5).gradient();
    double[][] foundInSinglePrecision = NtXentFixture.floats(A, 0.5).gradient();
    double[][] foundCold = NtXentFixture.doubles(A, 0.1).gradient();
    for (int row = 0; row < warm.length; row++) {
      assertThat(found[row]).containsExactly(warm[row], SIX_DIGITS);
      assertThat(foundInSinglePrecision[row]).containsExactly(warm[row], SIX_DIGITS);
    }
    for (int row = 0; row < cold.length; row++) {
      assertThat(foundCold[row]).containsExactly(cold[row], SIX_DIGITS);
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "1.410332, the self-pair is not masked",
    "1.107369, the self logit is 0 instead of minus infinity",
    "1.293110, the denominator loses e to the 1 instead of e to the 1/temperature",
    "0.577974, the positive is left out of the denominator",
    "0.667079, negatives come from the other view only",
    "1.046240, only first views are anchors",
    "1.866956, positives are taken for interleaved",
    "7.496836, the loss is scaled by a base temperature of 0.07",
    "5.166774, rows are not normalized",
    "1.420534, similarities are multiplied by the temperature",
    "2.099114, both halves are added",
    "6.297342, anchors are summed",
    "0.721350, negatives come from the own shard only",
  })
  void lossHasNoneOfTheKnownFaults(double wrong, String fault) {
    assertThat(NtXentFixture.doubles(A, 0.5).loss()).as(fault).isNotCloseTo(wrong, within(1e-3));
  }

  @Test
  void gradientFlowsThroughTheOtherRowsToo() {
    double[] withDetachedOthers = {0, .022115, .106450};
    assertThat(NtXentFixture.doubles(A, 0.5).gradient()[0][1])
        .isNotCloseTo(withDetachedOthers[1], within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 128, 256})
  void collapsedRowsCostTheLogarithmOfTheOtherRows(int pairs) {
    double[][] rows = new double[2 * pairs][];
    java.util.Arrays.fill(rows, new double[] {.3, -2, 5});
    assertThat(NtXentFixture.doubles(rows, 0.2).loss())
        .isCloseTo(Math.log(2 * pairs - 1), within(1e-9));
    assertThat(NtXentFixture.floats(rows, 0.2).loss())
        .isCloseTo(Math.log(2 * pairs - 1), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.5, 1})
  void perfectPairsCostWhatTheirNegativesLeave(double temperature) {
    assertThat(NtXentFixture.doubles(PERFECT, temperature).loss())
        .isCloseTo(Math.log1p(2 * Math.exp(-1 / temperature)), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.2395447662", "0.1, 9.0796e-5", "0.2, 0.0133859", "1, 0.5514447"})
  void perfectPairsCostThePublishedValues(double temperature, double expected) {
    assertThat(NtXentFixture.doubles(PERFECT, temperature).loss())
        .isCloseTo(expected, within(1e-7));
  }

  @Test
  void negativeCosinesCountInFull() {
    assertThat(NtXentFixture.doubles(ANTIPODAL, 0.5).loss()).isCloseTo(2.7586236758, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1})
  void onePairHasNoNegativesAndCostsNothing(double temperature) {
    LossFixture.Values values =
        NtXentFixture.floats(new double[][] {{1, 2, 3}, {-3, 1, 1}}, temperature);
    assertThat(values.loss()).isZero();
    assertThat(values.gradient()).isDeepEqualTo(new double[][] {{0, 0, 0}, {0, 0, 0}});
  }

  @Test
  void tinyTemperaturesStayFinite() {
    LossFixture.Values values = NtXentFixture.floats(A, 0.01);
    assertThat(values.loss()).isCloseTo(NaiveNtXent.loss(A, 0.01), within(1e-5));
    assertThat(values.loss()).isFinite();
  }

  @Test
  void zeroRowHasFiniteLossAndGradient() {
    double[][] rows = {{0, 0, 0}, {1, 2, 2}, {2, 1, 0}, {0, 1, 2}};
    LossFixture.Values values = NtXentFixture.floats(rows, 0.1);
    assertThat(values.loss()).isCloseTo(NaiveNtXent.loss(rows, 0.1), within(1e-5));
    assertThat(values.gradient()[0]).containsExactly(0, 0, 0);
    for (double[] row : values.gradient()) {
      for (double value : row) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void pairsAreCountedInTheInput() {
    double[][] two = {A[0], A[1], A[3], A[4]};
    assertThat(NtXentFixture.doubles(two, 0.5).loss())
        .isCloseTo(NaiveNtXent.loss(two, 0.5), within(1e-12));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void lossAndGradientEqualTheDoubleLoopAndItsDifferences(long seed) {
    WeightRandom random = new WeightRandom(seed + Long.getLong("test.seed", 0), "rows");
    int pairs = 1 + (int) random.uniform(0, 7);
    double temperature = random.uniform(0.07, 1);
    double[][] rows = new double[2 * pairs][5];
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.normal();
      }
    }
    LossFixture.Values values = NtXentFixture.doubles(rows, temperature);
    assertThat(values.loss()).isCloseTo(NaiveNtXent.loss(rows, temperature), within(1e-10));
    double step = 1e-5;
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < rows[row].length; i++) {
        double slope = NaiveNtXent.slope(rows, temperature, row, i, step);
        assertThat(values.gradient()[row][i]).isCloseTo(slope, within(1e-7));
      }
    }
  }

  @Test
  void oddRowsAndTemperaturesOfNothingAreRefused() {
    assertThatThrownBy(() -> NtXentFixture.doubles(new double[][] {{1}, {2}, {3}}, 0.5))
        .hasMessage("rows must be an even number above 0, but was: 3");
    assertThatThrownBy(() -> NtXentFixture.doubles(A, 0))
        .hasMessage("temperature must be above 0, but was: 0.0");
    assertThatThrownBy(() -> NtXentFixture.doubles(A, Double.NaN))
        .hasMessage("temperature must be above 0, but was: NaN");
  }
}
