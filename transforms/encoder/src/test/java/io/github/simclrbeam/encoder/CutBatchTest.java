package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The three pairs of input A, cut into shares of devices and into chunks. BatchNorm is frozen, so
 * that a row's projection is its own affair. Two devices, and chunks of 2, get the pairs {0} and
 * {1, 2}.
 */
final class CutBatchTest {
  private static final double LOSS = 1.0495570599;

  private static Step whole;

  @BeforeAll
  static void passTheWholeBatch() {
    whole = Step.of("cpu", 3);
  }

  @ParameterizedTest(name = "on {0} in chunks of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu         | 2",
        "cpu         | 1",
        "cpu,cpu     | 3",
        "cpu,cpu     | 1",
        "cpu,cpu,cpu | 3"
      })
  void everyCutHasTheLossAndTheGradientOfTheWholeBatch(String devices, int chunk) {
    Step cut = Step.of(devices, chunk);
    assertThat(whole.loss()).isCloseTo(LOSS, within(1e-9));
    assertThat(cut.loss()).isCloseTo(LOSS, within(1e-9));
    double length = length(whole.gradient());
    assertThat(length).isGreaterThan(0.01);
    // A mean over devices that is taken twice would have half of the length, or a third.
    assertThat(length(cut.gradient()) / length).isCloseTo(1, within(1e-12));
    assertThat(length(difference(cut.gradient(), whole.gradient()))).isLessThan(1e-12 * length);
  }

  @ParameterizedTest
  @CsvSource({"cpu", "'cpu,cpu'", "'cpu,cpu,cpu'"})
  void aStepOfSeveralDevicesIsCountedOnce(String devices) {
    assertThat(Step.of(devices, 3).counted()).isEqualTo(1);
  }

  /** What gradient accumulation, or negatives of the own device only, would minimize. */
  @Test
  void theMeanOfTheSharesLossesIsAnotherLoss() {
    double[][] a = LossFixture.A;
    double[][] second = {a[1], a[2], a[4], a[5]};
    // The share of one pair costs nothing, that of two pairs counts twice.
    double mean = 2 * NtXentFixture.doubles(second, InputANetwork.TEMPERATURE).loss() / 3;
    assertThat(mean).isCloseTo(.721350, within(1e-6));
    assertThat(Step.of("cpu,cpu", 3).loss()).isNotCloseTo(mean, within(0.3));
    assertThat(Step.of("cpu", 2).loss()).isNotCloseTo(mean, within(0.3));
  }

  private static double[] difference(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  private static double length(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
  }

  /**
   * @param gradient of all weights, one after the other
   * @param counted by the optimizer
   */
  @SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
  private record Step(double loss, double[] gradient, long counted) {
    static Step of(String names, int chunk) {
      Devices devices = Devices.parse(names);
      try (SimClrModel model = InputANetwork.create(devices);
          Replicas replicas = Replicas.of(model, devices)) {
        Optimizer sgd = Optimizer.sgd(model, 0, 0);
        TrainingStep step =
            new TrainingStep(
                replicas,
                sgd,
                SmallModel.PREPROCESSING,
                new NtXent(model.ops(), InputANetwork.TEMPERATURE),
                new StepSettings(chunk, NormStatistics.FROZEN));
        double loss = step.step(InputANetwork.VIEWS, InputANetwork.PAIRS, 0.1).loss();
        return new Step(loss, OneStep.gradients(model, sgd), sgd.steps());
      }
    }
  }
}
