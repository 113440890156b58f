package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MatrixTest {
  private static final double[][] TWO_BY_THREE = {{1, 2, 3}, {4, 5, 6}};

  @Test
  void productsEqualTheHandComputedOnes() {
    try (Matrix a = Matrix.of(TWO_BY_THREE);
        Matrix b = Matrix.of(new double[][] {{1, 0}, {0, 1}, {2, -1}})) {
      assertThat(numbers(a.times(b))).containsExactly(7, -1, 16, -1);
      assertThat(numbers(a.timesTransposed(a))).containsExactly(14, 32, 32, 77);
      assertThat(numbers(a.transposedTimes(a))).containsExactly(17, 22, 27, 22, 29, 36, 27, 36, 45);
    }
  }

  @Test
  void aProductCanBeAddedToWhatIsThere() {
    try (Matrix a = Matrix.of(TWO_BY_THREE);
        Matrix sum = Matrix.of(new double[][] {{1, 1}, {1, 1}})) {
      Matrix.multiply(a, false, a, true, 1, sum);
      assertThat(numbers(sum)).containsExactly(15, 33, 33, 78);
    }
  }

  @Test
  void rangesAndSelectionsAreTheNamedRows() {
    try (Matrix a = Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}})) {
      assertThat(numbers(a.range(1, 3))).containsExactly(3, 4, 5, 6);
      assertThat(numbers(a.select(new int[] {2, 0}))).containsExactly(5, 6, 1, 2);
    }
  }

  @Test
  void factorsThatDoNotFitAreRefused() {
    try (Matrix a = Matrix.of(TWO_BY_THREE)) {
      assertThatThrownBy(() -> a.times(a))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("factors must fit, but was: 2 x 3 times 2 x 3");
    }
  }

  @Test
  void eigenvaluesRiseAndEigenvectorsStandInRows() {
    try (Matrix a = Matrix.of(new double[][] {{2, 1}, {1, 2}})) {
      assertThat(a.intoEigenvectors()).containsExactly(new double[] {1, 3}, within(1e-12));
      double[] last = new double[2];
      a.getRow(1, last);
      assertThat(Math.abs(last[0])).isEqualTo(Math.sqrt(0.5), within(1e-12));
      assertThat(last[0]).isEqualTo(last[1], within(1e-12));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void axesKeepAllScalarProductsWhetherRowsAreManyOrLong(long seed) {
    for (int[] shape : new int[][] {{40, 7}, {9, 30}}) {
      FeatureTable table = Clusters.of("x", shape[0], 3, shape[1], 1, seed);
      try (Matrix rows =
              Matrix.standardized(
                  table, SeededOrder.indices(shape[0]), Standardization.fit(table));
          PrincipalAxes axes = PrincipalAxes.of(rows)) {
        assertThat(numbers(axes.coordinates().timesTransposed(axes.coordinates())))
            .containsExactly(numbers(rows.timesTransposed(rows)), within(1e-9));
        assertThat(axes.energies().length).isEqualTo(Math.min(shape[0] - 1, shape[1]));
        assertThat(axes.energies()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
      }
    }
  }

  private static double[] numbers(Matrix matrix) {
    double[] numbers = new double[matrix.rows() * matrix.columns()];
    matrix.get(numbers);
    return numbers;
  }
}
