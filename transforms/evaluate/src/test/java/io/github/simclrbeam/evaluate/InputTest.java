package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class InputTest {
  @Test
  void rowsOfDifferentLengthAreRefused() {
    assertThatThrownBy(() -> Clusters.table("a", new float[][] {{1, 2}, {1}}, 0, 0))
        .hasMessage(
            "features of a row must be as many as the first row's 2, but was: 1 (row 1, image"
                + " a/1)");
  }

  @Test
  void rowsWithoutFeaturesAreRefused() {
    assertThatThrownBy(() -> Clusters.table("a", new float[][] {{}}, 0))
        .hasMessageContaining("must be at least 1, but was: 0");
  }

  @Test
  void columnsOfDifferentLengthAreRefused() {
    assertThatThrownBy(
            () ->
                new FeatureTable(
                    new float[][] {{1}}, new int[] {0}, List.of("a", "b"), List.of("")))
        .hasMessage("ids must be as many as the rows (1), but was: 2");
  }

  @Test
  void labelsBelowMinusOneAreRefused() {
    assertThatThrownBy(() -> Clusters.table("a", new float[][] {{1}}, -2))
        .hasMessage("label must be -1 or more, but was: -2 (image a/0)");
  }

  @Test
  void rowsAreFoundByIdInAnyOrder() {
    FeatureTable table = Clusters.table("a", new float[][] {{1}, {2}, {3}}, 0, 1, 2);
    FeatureTable turned = table.inOrderOf(List.of("a/2", "a/0")).orElseThrow();
    assertThat(turned.row(0)).containsExactly(3);
    assertThat(turned.label(1)).isZero();
    assertThat(turned.contentDigest(0)).isEqualTo("sha-a-2");
    assertThat(table.inOrderOf(List.of("a/0", "b/0"))).isEmpty();
  }

  @Test
  void anEvaluationOfNothingIsRefused() {
    FeatureSet none = FeatureSet.of(Clusters.unlabelled("a", new float[0][]), List.of());
    assertThatThrownBy(() -> EvaluationInput.of(none))
        .hasMessage("train rows must be 1 or more, but was: 0");
  }

  @Test
  void aBaselineWithoutAnOutputIsRefused() {
    EvaluationInput input = Trials.sound();
    TreeMap<String, List<FeatureSplit>> baselines = new TreeMap<>();
    baselines.put("pixels", List.of());
    assertThatThrownBy(
            () ->
                new EvaluationInput(
                    input.train(),
                    input.test(),
                    baselines,
                    input.viewEmbeddings(),
                    input.run(),
                    input.settings(),
                    input.progress()))
        .hasMessage("outputs of a baseline must be 1 or more, but was: 0 (pixels)");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new EvaluationSettings(1, List.of(1), 5, 1000, 100, 10, 8))
        .hasMessage("labels per class must be from 2 to 2147483647, but was: 1");
    assertThatThrownBy(() -> new EvaluationSettings(1, List.of(), 5, 10, 100, 10, 8))
        .hasMessage("resamples must be from 100 to 1000000, but was: 10");
  }

  @Test
  void aNegativeLastStepIsRefused() {
    assertThatThrownBy(() -> new RunFacts(-1, "", ""))
        .hasMessage("last step must be 0 or more, but was: -1");
  }
}
