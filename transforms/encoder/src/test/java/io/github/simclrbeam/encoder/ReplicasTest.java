package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ReplicasTest {
  private static final StepSettings FROZEN =
      new StepSettings(Integer.MAX_VALUE, NormStatistics.FROZEN);

  /** 3 pairs on two devices are the uneven shares {0} and {1, 2}. */
  @ParameterizedTest(name = "{0}: {2} pairs on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FP32 | cpu,cpu     | 3 | 1e-6",
        "FP32 | cpu,cpu,cpu | 7 | 1e-6",
        "FP32 | cpu,cpu,cpu | 2 | 1e-6",
        "FP64 | cpu,cpu     | 3 | 1e-12",
        "FP64 | cpu,cpu,cpu | 7 | 1e-12"
      })
  void gradientsAreOneDevicesWhereNoRowSeesAnother(
      Precision precision, String devices, int pairs, double tolerance) {
    byte[] views = SmallModel.views(pairs, 1);
    OneStep one = OneStep.of(precision, FROZEN, "cpu", views, pairs);
    OneStep several = OneStep.of(precision, FROZEN, devices, views, pairs);
    assertThat(several.result().loss()).isCloseTo(one.result().loss(), within(tolerance));
    double scale = Arrays.stream(one.gradients()).map(Math::abs).max().orElseThrow();
    assertThat(several.distance(one)).isLessThan(tolerance * Math.max(1, scale));
    assertThat(several.result().statistics().orElseThrow().gradientNorm())
        .isCloseTo(one.result().statistics().orElseThrow().gradientNorm(), within(tolerance * 10));
  }

  /** Shares act on BatchNorm as chunks of one device do. */
  @ParameterizedTest
  @CsvSource({"JOINT, 1", "SEPARATE, 2"})
  void sharesAreChunks(NormStatistics statistics, long passes) {
    byte[] views = SmallModel.views(12, 1);
    OneStep chunks = OneStep.of(Precision.FP64, new StepSettings(2, statistics), "cpu", views, 12);
    OneStep shares =
        OneStep.of(Precision.FP64, new StepSettings(2, statistics), "cpu,cpu,cpu", views, 12);
    assertThat(shares.result().loss()).isCloseTo(chunks.result().loss(), within(1e-12));
    assertThat(shares.distance(chunks)).isLessThan(1e-12);
    assertThat(shares.batches()).containsExactly(passes);
    for (int i = 0; i < shares.running().size(); i++) {
      assertThat(Doubles.of(shares.running().get(i)))
          .as(shares.running().get(i).name())
          .containsExactly(Doubles.of(chunks.running().get(i)), within(1e-12));
    }
  }

  @Test
  void stepsAreTheSameBitsEachTimeAndLeaveNothing() {
    assertThat(fiveSteps()).isEqualTo(fiveSteps());
  }

  private static String fiveSteps() {
    EngineThread.setThreads(1);
    Devices devices = Devices.parse("cpu,cpu");
    try (SimClrModel model = SmallModel.create(1);
        Replicas replicas = Replicas.of(model, devices)) {
      TrainingStep step = step(replicas);
      int[] arrays = null;
      for (int i = 0; i < 5; i++) {
        step.step(SmallModel.views(5, i), 5, 0.1);
        int[] now =
            replicas.models().stream()
                .mapToInt(each -> each.manager().getManagedArrays().size())
                .toArray();
        assertThat(now).isEqualTo(arrays == null ? now : arrays);
        arrays = now;
      }
      return model.encoderDigest();
    }
  }

  @Test
  void copiesFollowWeightsThatWereLoadedLater() throws Exception {
    byte[] views = SmallModel.views(5, 1);
    try (SimClrModel model = SmallModel.create(2);
        SimClrModel source = SmallModel.create(1);
        Replicas replicas = Replicas.of(model, Devices.parse("cpu,cpu"))) {
      TrainingStep step = step(replicas);
      step.step(views, 5, 0.1);
      model.encoderTensors().restore(values(source.encoderTensors()), "test");
      model.projectorTensors().restore(values(source.projectorTensors()), "test");
      StepSettings settings = StepSettings.DEFAULT;
      assertThat(step.step(views, 5, 0.1).loss())
          .isEqualTo(OneStep.of(Precision.FP32, settings, "cpu,cpu", views, 5).result().loss());
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void aFaultOnOneDeviceStopsTheStepAndSaysWhy(int broken) {
    EngineThread.setThreads(1);
    try (SimClrModel model = SmallModel.create(1);
        Replicas replicas = Replicas.of(model, Devices.parse("cpu,cpu,cpu"))) {
      RuntimeException cause = new RuntimeException("no memory left");
      assertThatThrownBy(
              () ->
                  replicas.forEach(
                      3,
                      index -> {
                        if (index == broken) {
                          throw cause;
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "replica %d failed: java.lang.RuntimeException: no memory left".formatted(broken))
          .hasCause(cause);
    }
  }

  @Test
  void aReplicaThatFailsLeavesTheWeightsAsTheyWere() {
    EngineThread.setThreads(1);
    try (SimClrModel model = SmallModel.create(1);
        Replicas replicas = Replicas.of(model, Devices.parse("cpu,cpu"))) {
      TrainingStep step = step(replicas);
      step.step(SmallModel.views(5, 1), 5, 0.1);
      float[] before = model.tensors().get(0).array().toFloatArray();
      replicas.models().get(1).close();
      assertThatThrownBy(() -> step.step(SmallModel.views(5, 1), 5, 0.1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("replica 1 failed")
          .hasRootCauseMessage("Native resource has been released already.");
      assertThat(model.tensors().get(0).array().toFloatArray()).isEqualTo(before);
      for (NamedTensor tensor : model.tensors()) {
        if (tensor.kind().trainable()) {
          assertThat(tensor.gradient().toFloatArray()).containsOnly(0);
        }
      }
    }
  }

  private static TrainingStep step(Replicas replicas) {
    SimClrModel model = replicas.first();
    return new TrainingStep(
        replicas,
        Optimizer.sgd(model, 0.9, 1e-4),
        SmallModel.PREPROCESSING,
        new NtXent(model.ops(), SmallModel.TEMPERATURE),
        StepSettings.DEFAULT);
  }

  private static Map<String, TensorData> values(TensorTable table) {
    return table.export().stream().collect(Collectors.toMap(TensorData::name, tensor -> tensor));
  }
}
