package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LabelFreeTest {
  @Test
  void equalSingularValuesGiveTheDimension() {
    float[][] identity = new float[8][8];
    for (int i = 0; i < 8; i++) {
      identity[i][i] = 3;
    }
    assertThat(measure(identity).getRankMe()).isEqualTo(8, within(1e-9));
  }

  @Test
  void rankMeOfUnequalSingularValuesIsTheHandComputedOne() {
    // Singular values 3 and 1: shares 3/4 and 1/4, entropy 0.562335.
    assertThat(LabelFree.rankMe(new double[] {1, 9})).isEqualTo(1.754765, within(1e-6));
    assertThat(measure(new float[][] {{3, 0}, {0, 1}}).getRankMe())
        .isEqualTo(1.754765, within(1e-6));
  }

  @Test
  void equalRowsAreOnePointAndCollapsed() {
    float[][] rows = new float[50][];
    Arrays.fill(rows, new float[] {.3f, -1.7f, 2.2f, .1f});
    io.github.simclrbeam.proto.LabelFree figures = measure(rows);
    assertThat(figures.getRankMe()).isEqualTo(1, within(1e-6));
    assertThat(figures.getDeviation()).isEqualTo(0, within(1e-9));
    assertThat(figures.getUniformity()).isEqualTo(0, within(1e-5));
    assertThat(figures.getVerdict()).isEqualTo(LabelFree.COLLAPSED);
  }

  @Test
  void rowsOfZerosAreCollapsedToo() {
    io.github.simclrbeam.proto.LabelFree figures = measure(new float[20][5]);
    assertThat(figures.getRankMe()).isEqualTo(1);
    assertThat(figures.getUniformity()).isZero();
    assertThat(figures.getVerdict()).isEqualTo(LabelFree.COLLAPSED);
  }

  @Test
  void rowsOnALineAreCollapsed() {
    float[][] rows = new float[40][];
    for (int i = 0; i < 40; i++) {
      rows[i] = new float[] {1 + i, 2 - i, 3 + 2 * i};
    }
    assertThat(measure(rows).getVerdict()).isEqualTo(LabelFree.COLLAPSED);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void cloudsAreSpreadAndAFactorChangesNothing(long seed) {
    FeatureTable rows = Clusters.of("x", 200, 5, 12, 0.5, seed);
    FeatureTable views = views(rows);
    io.github.simclrbeam.proto.LabelFree figures =
        LabelFree.measure(rows, Optional.of(views), seed);
    io.github.simclrbeam.proto.LabelFree scaled =
        LabelFree.measure(Clusters.scaled(rows, 10), Optional.of(Clusters.scaled(views, 10)), seed);
    assertThat(figures.getVerdict()).isEqualTo(LabelFree.SPREAD);
    assertThat(figures.getRankMe()).isBetween(3.0, 12.0);
    assertThat(figures.getUniformity()).isBetween(-8.0, 0.0);
    assertThat(scaled.getAlignment()).isEqualTo(figures.getAlignment(), within(1e-6));
    assertThat(scaled.getUniformity()).isEqualTo(figures.getUniformity(), within(1e-5));
    assertThat(scaled.getRankMe()).isEqualTo(figures.getRankMe(), within(1e-5));
    assertThat(scaled.getDeviation()).isEqualTo(figures.getDeviation(), within(1e-6));
  }

  @Test
  void uniformityOfTwoOppositeRowsIsTheLowest() {
    FeatureTable rows = Clusters.unlabelled("x", new float[][] {{0, 5}, {0, -2}});
    assertThat(LabelFree.uniformity(rows, 1)).isEqualTo(-8, within(1e-6));
  }

  @Test
  void uniformityOfARightAngleIsMinusFour() {
    FeatureTable rows = Clusters.unlabelled("x", new float[][] {{0, 5}, {1, 0}});
    assertThat(LabelFree.uniformity(rows, 1)).isEqualTo(-4, within(1e-6));
  }

  @Test
  void alignmentIsTheMeanOverPairsOfViewsThenOverImages() {
    // Image a: right angles between all three views, distance² 2. Image b#1: equal views, 0. Image
    // c: one view.
    FeatureTable views =
        new FeatureTable(
            new float[][] {{1, 0, 0}, {0, 4, 0}, {0, 0, 2}, {1, 1, 0}, {3, 3, 0}, {1, 0, 0}},
            new int[] {-1, -1, -1, -1, -1, -1},
            List.of("a#0", "a#1", "a#2", "b#1#0", "b#1#1", "c#0"),
            List.of("", "", "", "", "", ""));
    assertThat(ViewPairs.alignment(views).orElseThrow()).isEqualTo(1, within(1e-12));
  }

  @Test
  void oneViewOfEachImageHasNoAlignment() {
    FeatureTable views =
        new FeatureTable(
            new float[][] {{1}, {2}}, new int[] {-1, -1}, List.of("a#0", "b#0"), List.of("", ""));
    assertThat(ViewPairs.alignment(views)).isEmpty();
    assertThat(LabelFree.measure(views, Optional.of(views), 1).hasAlignment()).isFalse();
  }

  @Test
  void aViewIdWithoutAnIndexIsRefused() {
    FeatureTable views = Clusters.unlabelled("a", new float[][] {{1}, {2}});
    assertThatThrownBy(() -> ViewPairs.alignment(views))
        .hasMessage("id of a view must be <image id>#<view index>, but was: a/0");
  }

  private static FeatureTable views(FeatureTable rows) {
    float[][] values = new float[rows.size()][];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.row(i);
      ids.add("image " + i / 2 + "#" + i % 2);
    }
    int[] labels = Clusters.labels(rows);
    return new FeatureTable(values, labels, ids, ids);
  }

  private static io.github.simclrbeam.proto.LabelFree measure(float[][] rows) {
    return LabelFree.measure(Clusters.unlabelled("x", rows), Optional.empty(), 1);
  }
}
