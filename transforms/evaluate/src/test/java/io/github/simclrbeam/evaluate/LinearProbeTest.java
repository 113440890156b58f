package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LinearProbeTest {
  private static final FeatureTable TWELVE =
      Clusters.table(
          "a",
          new float[][] {
            {.5297f, .4356f, .8416f},
            {.2475f, 1.1535f, .0594f},
            {.4653f, .8713f, .7772f},
            {1.1832f, .0891f, .495f},
            {.901f, .8069f, .7129f},
            {.1188f, .5248f, 1.4307f},
            {.8366f, .7426f, .1485f},
            {.5545f, 1.4604f, .3663f},
            {.7723f, .1782f, 1.0842f},
            {1.4901f, .396f, .802f},
            {.2079f, 1.1139f, .0198f},
            {.4257f, .8317f, .7376f}
          },
          0,
          1,
          2,
          0,
          1,
          2,
          0,
          1,
          2,
          0,
          1,
          2);

  /**
   * From scikit-learn 1.9.1: {@code LogisticRegression(C=1 / (12 * l2), tol=1e-12)} on the
   * standardized rows; the loss is its objective divided by 12 C, the weights those of class 0.
   */
  @ParameterizedTest(name = "l2 {0}")
  @CsvSource({
    "1.0, 0.9241898881057666, 0.2061659672, -0.1718174342, -0.0560027471, 0.0047034322",
    "0.1, 0.6122703349124428, 0.5234427045, -0.64377817, -0.3957329573, 0.0461975512",
    "0.01, 0.37000700390478125, 0.4324846227, -2.1085095972, -1.5651879825, 0.2974605894"
  })
  void weightsEqualScikitLearns(
      double l2, double loss, double first, double second, double third, double intercept) {
    LinearProbe probe =
        LinearProbe.fitWith(l2, TWELVE, Clusters.labels(TWELVE), Standardization.fit(TWELVE));
    assertThat(probe.fit().converged()).isTrue();
    assertThat(probe.fit().slope()).isLessThan(1e-5);
    assertThat(probe.fit().loss()).isEqualTo(loss, within(1e-8));
    assertThat(probe.weights()[0][0]).isEqualTo(first, within(1e-3));
    assertThat(probe.weights()[1][0]).isEqualTo(second, within(1e-3));
    assertThat(probe.weights()[2][0]).isEqualTo(third, within(1e-3));
    // Intercepts are free up to a constant.
    double mean = Arrays.stream(probe.intercepts()).average().orElseThrow();
    assertThat(probe.intercepts()[0] - mean).isEqualTo(intercept, within(1e-3));
  }

  @Test
  void probabilitiesEqualScikitLearns() {
    LinearProbe probe =
        LinearProbe.fitWith(0.1, TWELVE, Clusters.labels(TWELVE), Standardization.fit(TWELVE));
    Predictions predictions = probe.predict(TWELVE);
    assertThat(predictions.classes()[0]).isEqualTo(2);
    assertThat(predictions.probabilities()[0]).isEqualTo(0.5742556855, within(1e-4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void separateCloudsAreToldApartAndTwoFitsAreEqual(long seed) {
    FeatureTable train = Clusters.of("a", 300, 4, 16, 0.4, seed);
    FeatureTable test = Clusters.of("b", 200, 4, 16, 0.4, seed);
    LinearProbe probe = fit(train, seed);
    assertThat(probe.fit().converged()).isTrue();
    assertThat(probe.predict(test).classes()).isEqualTo(Clusters.labels(test));
    LinearProbe again = fit(train, seed);
    assertThat(again.weights()).isDeepEqualTo(probe.weights());
    assertThat(again.fit()).isEqualTo(probe.fit());
  }

  @Test
  void moreFeaturesThanImagesAreNoProblem() {
    FeatureTable train = Clusters.of("a", 20, 4, 300, 0.5, 5);
    FeatureTable test = Clusters.of("b", 100, 4, 300, 0.5, 5);
    assertThat(fit(train, 1).predict(test).classes()).isEqualTo(Clusters.labels(test));
  }

  @Test
  void featuresThatNeverChangeDoNoHarm() {
    FeatureTable train =
        Clusters.table("a", new float[][] {{3, 0, 1}, {3, 0, 2}, {3, 0, 8}, {3, 0, 9}}, 0, 0, 1, 1);
    FeatureTable test = Clusters.unlabelled("b", new float[][] {{3, 0, 0}, {4, 5, 10}});
    assertThat(fit(train, 1).predict(test).classes()).containsExactly(0, 1);
  }

  @Test
  void rowsThatAreAllEqualAreAnsweredByTheMostFrequentClass() {
    FeatureTable train =
        Clusters.table("a", new float[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}}, 1, 1, 1, 0, 0);
    assertThat(fit(train, 1).predict(train).classes()).containsOnly(1);
  }

  @Test
  void onlyClassesOfTrainAreAnswered() {
    FeatureTable train = Clusters.table("a", new float[][] {{0}, {1}, {9}, {10}}, 7, 7, 2, 2);
    assertThat(fit(train, 1).predict(train).classes()).containsExactly(7, 7, 2, 2);
  }

  @Test
  void unlabelledRowsAreLeftOut() {
    FeatureTable train =
        Clusters.table("a", new float[][] {{0}, {1}, {500}, {9}, {10}}, 0, 0, -1, 1, 1);
    FeatureTable labelled = train.select(new int[] {0, 1, 3, 4});
    Standardization standardization = Standardization.fit(labelled);
    double[][] weights =
        LinearProbe.fit(train, new int[] {0, 0, -1, 1, 1}, standardization, 3).weights();
    assertThat(weights)
        .isDeepEqualTo(
            LinearProbe.fit(labelled, new int[] {0, 0, 1, 1}, standardization, 3).weights());
  }

  @Test
  void oneClassIsRefused() {
    FeatureTable train = Clusters.table("a", new float[][] {{0}, {1}}, 1, 1);
    assertThatThrownBy(() -> fit(train, 1))
        .hasMessage("classes of the train images must be 2 or more, but was: 1");
  }

  @Test
  void holdOutTakesATenthOfEachClassAndNeverTheLastImageOfOne() {
    int[] classes = new int[133];
    Arrays.fill(classes, 0, 100, 0);
    Arrays.fill(classes, 100, 130, 1);
    Arrays.fill(classes, 130, 132, 2);
    classes[132] = 3;
    HoldOut split = HoldOut.of(classes, 4, 9);
    int[] counts = new int[4];
    for (int row : split.held()) {
      counts[classes[row]]++;
    }
    assertThat(counts).containsExactly(10, 3, 1, 0);
    assertThat(split.fit()).hasSize(133 - 14).doesNotContain(split.held()).isSorted();
    assertThat(HoldOut.of(classes, 4, 9).held()).isEqualTo(split.held());
    assertThat(HoldOut.of(classes, 4, 10).held()).isNotEqualTo(split.held());
  }

  private static LinearProbe fit(FeatureTable train, long seed) {
    return LinearProbe.fit(train, Clusters.labels(train), Standardization.fit(train), seed);
  }
}
