package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class NearestNeighboursTest {
  private static final float[][] BANK = {{1, 0}, {.8f, .6f}, {.6f, .8f}};
  private static final int[] BANK_CLASSES = {0, 1, 1};

  @ParameterizedTest(name = "k={0}, T={1}")
  @CsvSource({"1, 0.1, 0", "3, 0.1, 0", "3, 10, 1", "200, 0.1, 0"})
  void theVoteOfThreeIsTheHandComputedOne(int k, double temperature, int expected) {
    assertThat(vote(BANK, BANK_CLASSES, new float[][] {{1, 0}}, k, temperature, 2))
        .containsExactly(expected);
  }

  @Test
  void weightsAreTheExponentialsOfSimilarityDividedByTheNearestOnes() {
    float[] similarities = {1, .8f, .6f};
    int[] nearest = {0, 1, 2};
    double[] sharp = new KnnVote(3, 0.1).votes(nearest, similarities, BANK_CLASSES, 2);
    assertThat(sharp[0] * Math.exp(10)).isEqualTo(22026.4658, within(0.001));
    assertThat(sharp[1] * Math.exp(10)).isEqualTo(3384.3868, within(0.001));
    double[] flat = new KnnVote(3, 10).votes(nearest, similarities, BANK_CLASSES, 2);
    assertThat(flat[0] * Math.exp(0.1)).isEqualTo(1.1051709, within(1e-7));
    assertThat(flat[1] * Math.exp(0.1)).isEqualTo(2.1451236, within(1e-7));
  }

  @Test
  void theVoteIsWeightedWhereAUniformOneWouldGiveTheOtherClass() {
    int[] uniform = vote(BANK, BANK_CLASSES, new float[][] {{1, 0}}, 3, 1e9, 2);
    int[] weighted = vote(BANK, BANK_CLASSES, new float[][] {{1, 0}}, 3, 0.1, 2);
    assertThat(uniform).containsExactly(1);
    assertThat(weighted).containsExactly(0);
  }

  @Test
  void aBankOfTwoServesAnyK() {
    float[][] bank = {{1, 0}, {0, 1}};
    float[][] queries = {{2, 1}, {1, 2}};
    assertThat(vote(bank, new int[] {0, 1}, queries, 200, 0.1, 10)).containsExactly(0, 1);
  }

  @Test
  void theLabelOfTheNeighbourCountsNotItsPlace() {
    float[][] bank = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    assertThat(vote(bank, new int[] {3, 0, 1, 2}, bank, 1, 0.1, 4)).containsExactly(3, 0, 1, 2);
  }

  @ParameterizedTest(name = "length {0}")
  @CsvSource({"1", "100", "1e30", "1e-30"})
  void theLengthOfFeaturesDoesNotMatter(float length) {
    FeatureTable table = Clusters.of("x", 90, 3, 5, 0.5, 4);
    FeatureTable longer = Clusters.scaled(table, length);
    try (UnitRows bank = UnitRows.of(longer);
        UnitRows queries = UnitRows.of(table)) {
      NearestNeighbours found = NearestNeighbours.search(queries, bank, 30);
      double[] votes =
          new KnnVote(30, 0.1)
              .votes(found.indices()[0], found.similarities()[0], Clusters.labels(table), 3);
      assertThat(votes).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
      assertThat(found.similarities()[0][0]).isEqualTo(1, within(1e-6f));
      assertThat(found.indices()[0][0]).isZero();
    }
  }

  @Test
  void testOfTwoClassesIsJudgedAmongTenOfTrain() {
    float[][] bank = new float[10][10];
    for (int i = 0; i < 10; i++) {
      bank[i][i] = 1;
    }
    float[][] queries = {bank[7], bank[9]};
    assertThat(vote(bank, SeededOrder.indices(10), queries, 20, 0.1, 10)).containsExactly(7, 9);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void theLargestValuesAreThoseOfASortWithTheLowerIndexFirst(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[500];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(60);
    }
    LargestValues largest = new LargestValues(40);
    int[] indices = new int[40];
    float[] found = new float[40];
    largest.select(values, 100, 400);
    largest.drain(indices, found);
    int[] expected =
        IntStream.range(0, 400)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> -values[100 + i]).thenComparing(i -> i))
            .limit(40)
            .mapToInt(i -> i)
            .toArray();
    assertThat(indices).isEqualTo(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void blocksOfQueriesFindWhatEachQueryFindsAlone(long seed) {
    FeatureTable bankTable = Clusters.of("a", 50, 5, 8, 1, seed);
    FeatureTable queryTable = Clusters.of("b", 600, 5, 8, 1, seed);
    try (UnitRows bank = UnitRows.of(bankTable);
        UnitRows queries = UnitRows.of(queryTable)) {
      NearestNeighbours all = NearestNeighbours.search(queries, bank, 3);
      for (int query : new int[] {0, 255, 256, 599}) {
        double[] unit = UnitRows.scaled(queryTable.row(query));
        int nearest =
            IntStream.range(0, 50)
                .boxed()
                .max(
                    Comparator.comparingDouble(
                        i -> Lbfgs.dot(unit, UnitRows.scaled(bankTable.row(i)))))
                .orElseThrow();
        assertThat(all.indices()[query][0]).isEqualTo(nearest);
      }
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new KnnVote(0, 1)).hasMessage("k must be 1 or more, but was: 0");
    assertThatThrownBy(() -> new KnnVote(1, 0))
        .hasMessage("temperature must be above 0, but was: 0.0");
  }

  private static int[] vote(
      float[][] bank, int[] classes, float[][] queries, int k, double temperature, int count) {
    int[] none = new int[queries.length];
    Arrays.fill(none, -1);
    try (UnitRows bankRows = UnitRows.of(Clusters.table("a", bank, classes));
        UnitRows queryRows = UnitRows.of(Clusters.table("b", queries, none))) {
      NearestNeighbours found = NearestNeighbours.search(queryRows, bankRows, k);
      return new KnnVote(k, temperature).classes(found, classes, count);
    }
  }
}
