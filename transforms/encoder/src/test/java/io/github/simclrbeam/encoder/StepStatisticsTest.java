package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class StepStatisticsTest {
  private static final int PAIRS = 5;

  @Test
  void gradientNormIsTheLengthOfAllGradients() {
    byte[] views = SmallModel.views(PAIRS, 1);
    OneStep step = OneStep.of(Precision.FP32, StepSettings.DEFAULT, "cpu", views, PAIRS);
    double sum = Arrays.stream(step.gradients()).map(value -> value * value).sum();
    assertThat(step.result().statistics().orElseThrow().gradientNorm())
        .isCloseTo(Math.sqrt(sum), within(1e-5 * Math.sqrt(sum)));
  }

  @Test
  void nothingIsSaidUnasked() {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 0));
      byte[] views = SmallModel.views(PAIRS, 1);
      assertThat(step.step(views, PAIRS, 0).statistics()).isEmpty();
      assertThat(step.step(views, new long[0], PAIRS, 0, true).statistics()).isPresent();
    }
  }

  @Test
  void deviationIsOfDirectionsAndZeroWhereAllAreEqual() {
    // Directions (1, 0), (0, 1): each column is 0 and 1, whose deviation is 1 / 2.
    assertThat(deviation(3, 0, 0, 10)).isCloseTo(0.5, within(1e-7));
    assertThat(deviation(3, 4, 6, 8)).isCloseTo(0, within(1e-7));
    // A row of zeros has no direction: columns 0 and 1, 0 and 0.
    assertThat(deviation(0, 0, 5, 0)).isCloseTo(0.25, within(1e-7));
  }

  private static double deviation(float... rows) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        PtNDArray z = (PtNDArray) manager.create(rows, new Shape(rows.length / 2, 2));
        PtNDArray value = TorchOps.load(manager).one(manager, "deviation", z)) {
      return value.getDouble();
    }
  }
}
