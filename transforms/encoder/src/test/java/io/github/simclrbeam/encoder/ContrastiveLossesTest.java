package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.LossSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ContrastiveLossesTest {
  private static final double[][] A = LossFixture.A;

  @ParameterizedTest
  @CsvSource({
    "'', 1.0495570599",
    "nt-xent, 1.0495570599",
    "dcl, 0.5779738300",
    "dclw, 0.5793363126",
    "supcon, 1.8763406654"
  })
  void everyLossIsFoundByItsName(String name, double expected) {
    LossSettings settings = LossSettings.newBuilder().setName(name).setTemperature(0.5).build();
    assertThat(values(settings, new long[] {0, 1, 0}).loss()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void emptySettingsAreNtXentAtTemperatureOneFifth() {
    assertThat(values(LossSettings.getDefaultInstance(), LossFixture.NO_LABELS).loss())
        .isCloseTo(NaiveNtXent.loss(A, 0.2), within(1e-12));
  }

  @Test
  void sumOfViewsIsTwiceTheMeanInLossAndGradient() {
    // The value of google-research/simclr's loss_a + loss_b on the same rows.
    LossSettings settings =
        LossSettings.newBuilder().setTemperature(0.5).setReduction("sum-of-views").build();
    LossFixture.Values values = values(settings, LossFixture.NO_LABELS);
    assertThat(values.loss()).isCloseTo(2.099114, within(1e-6));
    assertThat(values.gradient()[0])
        .containsExactly(new double[] {0, -0.039458, 0.314680}, within(2e-6));
    assertThat(values.anchors()[0]).isCloseTo(.557149, within(1e-6));
  }

  @Test
  void temperatureFollowsTheStepInEpochs() {
    LossSettings settings =
        LossSettings.newBuilder()
            .setTemperature(0.5)
            .setLowestTemperature(0.1)
            .setTemperaturePeriodEpochs(4)
            .build();
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        PtNDArray z = LossFixture.rows(manager, A)) {
      ContrastiveLoss loss = ContrastiveLosses.of(TorchOps.load(manager), settings, 25);
      assertThat(loss.of(z).loss().getDouble()).isCloseTo(1.0495570599, within(1e-9));
      assertThat(loss.of(z, LossFixture.NO_LABELS, 50).loss().getDouble())
          .isCloseTo(0.7543241258, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void everythingWrongIsSaidAtOnce(LossSettings settings, List<String> expected) {
    assertThat(ContrastiveLosses.problems(settings)).isEqualTo(expected);
    assertThatThrownBy(() -> values(settings, LossFixture.NO_LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.join("; ", expected));
  }

  static List<Arguments> wrongSettings() {
    return List.of(
        Arguments.of(
            LossSettings.newBuilder().setName("nt-xnet").setTemperature(0).build(),
            List.of(
                "loss must be one of nt-xent, dcl, dclw, supcon, but was: nt-xnet; did you mean"
                    + " nt-xent?",
                "temperature must be above 0, but was: 0.0")),
        Arguments.of(
            LossSettings.newBuilder().setReduction("average").build(),
            List.of("reduction must be one of mean, sum-of-views, but was: average")),
        Arguments.of(
            LossSettings.newBuilder()
                .setTemperature(0.1)
                .setLowestTemperature(0.5)
                .setTemperaturePeriodEpochs(Double.NaN)
                .build(),
            List.of(
                "lowest temperature must be above 0 and at most 0.1, but was: 0.5",
                "temperature period in epochs must be above 0, but was: NaN")),
        Arguments.of(
            LossSettings.newBuilder().setTemperaturePeriodEpochs(3).setSigma(-1).build(),
            List.of(
                "temperature period in epochs is read by a temperature with a lowest value only",
                "sigma must be above 0, but was: -1.0",
                "sigma is read by dclw only")));
  }

  private static LossFixture.Values values(LossSettings settings, long[] labels) {
    return LossFixture.doubles(ops -> ContrastiveLosses.of(ops, settings, 10), A, labels);
  }
}
