package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pairs are those that are given, not those of a batch size that was set. */
final class LastBatchTest {
  @ParameterizedTest
  @CsvSource({"cpu", "'cpu,cpu'"})
  void threePairsAfterBatchesOfFourCostWhatThreePairsCost(String names) {
    Devices devices = Devices.parse(names);
    // A chunk of one pair: shares and chunks are the same rows on one device and on two.
    StepSettings settings = new StepSettings(1, NormStatistics.FROZEN);
    byte[] three = SmallModel.views(3, 7);
    EngineThread.setThreads(1);
    try (SimClrModel model =
            SimClrModel.create(
                SmallModel.ENCODER, SmallModel.PROJECTOR, 1, Precision.FP64, devices);
        Replicas replicas = Replicas.of(model, devices)) {
      TrainingStep step =
          new TrainingStep(
              replicas,
              Optimizer.sgd(model, 0.9, 0),
              SmallModel.PREPROCESSING,
              new NtXent(model.ops(), SmallModel.TEMPERATURE),
              settings);
      // The rate 0 keeps the weights, so that what follows can be compared.
      step.step(SmallModel.views(4, 1), 4, 0);
      step.step(SmallModel.views(4, 2), 4, 0);
      double last = step.step(three, 3, 0).loss();
      double alone = OneStep.of(Precision.FP64, settings, "cpu", three, 3).result().loss();
      assertThat(last).isCloseTo(alone, within(1e-12)).isGreaterThan(0.1);
      assertThat(step.step(SmallModel.views(4, 1), 4, 0).loss()).isNotCloseTo(last, within(1e-3));
    }
  }
}
