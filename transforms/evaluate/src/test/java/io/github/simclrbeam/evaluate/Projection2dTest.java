package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Projection2dTest {
  @Test
  void theFirstComponentIsTheLongestDirection() {
    float[][] rows = {{-2, -2.1f}, {-1, -0.9f}, {0, 0}, {1, 1.1f}, {2, 1.9f}};
    double[][] places = Projection2d.principal(Clusters.unlabelled("x", rows));
    for (int i = 0; i < rows.length; i++) {
      assertThat(places[i][0]).isEqualTo(rows[i][0], within(0.1));
      assertThat(Math.abs(places[i][1])).isLessThan(0.2);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void distantCloudsStayApartOnTheMap(long seed) {
    FeatureTable table = Clusters.of("x", 150, 3, 30, 0.3, seed);
    double[][] places = Projection2d.neighbours(table);
    int agreeing = 0;
    for (int i = 0; i < places.length; i++) {
      agreeing += nearest(places, i) % 3 == i % 3 ? 1 : 0;
    }
    assertThat(agreeing).isEqualTo(150);
    assertThat(Projection2d.neighbours(table)).isDeepEqualTo(places);
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {1, 2, 3, 9, 10, 11, 40})
  void anyNumberOfRowsHasFinitePlaces(int count) {
    for (double noise : new double[] {0, 1}) {
      FeatureTable table = Clusters.of("x", count, 1, 6, noise, 3);
      for (double[] place : Projection2d.neighbours(table)) {
        assertThat(place).hasSize(2);
        assertThat(Arrays.stream(place).allMatch(Double::isFinite)).isTrue();
      }
    }
  }

  @Test
  void rowsOfOneFeatureArePlacedOnALine() {
    double[][] places = Projection2d.principal(Clusters.of("x", 5, 5, 1, 0.1, 3));
    assertThat(Arrays.stream(places).allMatch(place -> place[1] == 0)).isTrue();
  }

  @Test
  void affinitiesAreSymmetricSumToOneAndNameTheNearest() {
    double[][] points = {{0, 0}, {0, 1}, {5, 5}, {5, 6}, {9, 0}};
    float[] affinities = Affinities.of(points, 2);
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      assertThat(affinities[i * 5 + i]).isZero();
      for (int j = 0; j < 5; j++) {
        sum += affinities[i * 5 + j];
        assertThat(affinities[i * 5 + j]).isEqualTo(affinities[j * 5 + i]);
      }
    }
    assertThat(sum).isEqualTo(1, within(1e-5));
    assertThat(affinities[1]).isGreaterThan(affinities[2]);
  }

  private static int nearest(double[][] places, int self) {
    int best = self == 0 ? 1 : 0;
    for (int i = 0; i < places.length; i++) {
      if (i != self && distance(places[i], places[self]) < distance(places[best], places[self])) {
        best = i;
      }
    }
    return best;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
}
