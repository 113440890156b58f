package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.OptimizerSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BeforeUpdateTest {
  private static final int PAIRS = 5;
  private static final long[] NO_LABELS = {};

  private final byte[] views = SmallModel.views(PAIRS, 1);

  @Test
  void gradientsAreThereBeforeTheyMoveTheWeightsAndGoneAfterwards() {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0, 0));
      Map<String, float[]> weights = new LinkedHashMap<>();
      Map<String, float[]> gradients = new LinkedHashMap<>();
      step.step(
          views,
          NO_LABELS,
          PAIRS,
          0.5,
          false,
          () -> {
            for (String name : model.parameterNames()) {
              weights.put(name, model.parameter(name));
              gradients.put(name, model.gradient(name));
            }
          });
      weights.forEach(
          (name, before) -> {
            float[] after = model.parameter(name);
            for (int i = 0; i < after.length; i++) {
              // The rounding of a float near 1, or near the weight.
              assertThat(before[i] - 0.5 * gradients.get(name)[i])
                  .as("%s, %d", name, i)
                  .isCloseTo(after[i], within(1e-6 * Math.max(1, Math.abs(after[i]))));
            }
            assertThat(gradients.get(name)).as(name).isNotEqualTo(new float[after.length]);
            assertThat(model.gradient(name)).as(name).containsOnly(0);
          });
      assertThatThrownBy(() -> model.gradient("encoder.fc.weight"))
          .hasMessage("no parameter is called encoder.fc.weight");
    }
  }

  @Test
  void whatFailsThereLeavesTheWeightsAsTheyAreAndNoGradients() {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 0));
      float[] before = model.parameter("encoder.conv1.weight");
      assertThatThrownBy(
              () ->
                  step.step(
                      views,
                      NO_LABELS,
                      PAIRS,
                      1,
                      false,
                      () -> {
                        throw new IOException("the disk is full");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is full");
      assertThat(model.parameter("encoder.conv1.weight")).isEqualTo(before);
      assertThat(model.gradient("encoder.conv1.weight")).containsOnly(0);
    }
  }

  /** The norm that was measured is the one that clipping takes: to the bit the same step. */
  @Test
  void aStepThatIsMeasuredIsClippedAsOneThatIsNot() {
    OptimizerSettings clipped = OptimizerSettings.newBuilder().setClipNorm(0.01).build();
    String[] digests = new String[2];
    for (int measured = 0; measured < 2; measured++) {
      try (SimClrModel model = SmallModel.create(1)) {
        TrainingStep step = SmallModel.step(model, Optimizer.of(model, clipped));
        String before = model.encoderDigest();
        for (int i = 0; i < 3; i++) {
          StepResult result = step.step(views, NO_LABELS, PAIRS, 0.5, measured == 1);
          result
              .statistics()
              .ifPresent(found -> assertThat(found.gradientNorm()).isGreaterThan(0.01));
        }
        digests[measured] = model.encoderDigest();
        assertThat(digests[measured]).isNotEqualTo(before);
      }
    }
    assertThat(digests[1]).isEqualTo(digests[0]);
  }
}
