package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.probe.TrainingRun.MetricsStep;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.proto.TrainingManifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossSectionTest {

  @Test
  void fewStepsAreAPointEach() {
    LossSection section = LossSection.of(run(0, 3));
    assertThat(section.chart().step()).containsExactly(0L, 1L, 2L);
    assertThat(section.chart().loss()).containsExactly(0.0, 1.0, 2.0);
    assertThat(section.caption()).startsWith("One point per step.");
  }

  @Test
  void manyStepsAreAveragedInEqualStretches() {
    LossSection.Chart chart = LossSection.of(run(0, 1000)).chart();
    assertThat(chart.step()).hasSize(334);
    assertThat(chart.loss().get(0)).isEqualTo(1.0);
    assertThat(chart.low().get(0)).isEqualTo(0.0);
    assertThat(chart.high().get(0)).isEqualTo(2.0);
    assertThat(chart.step().get(0)).isEqualTo(1L);
    assertThat(chart.loss().get(333)).isEqualTo(999.0);
  }

  @Test
  void guessingAmongTheOtherViewsIsTheReference() {
    // 16 pairs are 32 views, of which 31 can be chosen: ln 31.
    assertThat(LossSection.of(run(16, 3)).chart().unlearned()).isCloseTo(3.43399, within(1e-5));
    assertThat(LossSection.of(run(0, 3)).chart().unlearned()).isZero();
  }

  @Test
  void stepsThatAreNotFiniteAreLeftOut() {
    TrainingRun run =
        new TrainingRun(
            "r",
            Optional.empty(),
            Optional.empty(),
            List.of(new MetricsStep(0, Double.NaN, 0), new MetricsStep(1, 2, 0)));
    assertThat(LossSection.of(run).chart().step()).containsExactly(1L);
  }

  private static TrainingRun run(int pairs, int steps) {
    TrainingManifest manifest =
        TrainingManifest.newBuilder()
            .setConfiguration(TrainingConfiguration.newBuilder().setBatchSize(pairs))
            .build();
    return new TrainingRun(
        "r",
        Optional.of(manifest),
        Optional.empty(),
        IntStream.range(0, steps).mapToObj(i -> new MetricsStep(i, i, 0.5)).toList());
  }
}
