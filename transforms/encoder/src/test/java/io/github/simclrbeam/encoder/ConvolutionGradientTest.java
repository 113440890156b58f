package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradients of a convolution's input and weights, summed tap by tap or by the engine. */
final class ConvolutionGradientTest {
  private static final int ROWS = 3;
  private static final String ENGINE = "convolution_backward";
  private static final String BY_TAP = "convolution_backward_by_tap";

  private PtNDManager manager;
  private TorchOps ops;

  @BeforeEach
  void load() {
    EngineThread.prepare();
    manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    ops = TorchOps.load(manager);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** Sizes at which some taps see nothing, strides that leave a rim out, every kernel there is. */
  @ParameterizedTest
  @CsvSource({
    "1,1,3,1", "1,1,3,2", "1,1,7,2", "1,1,1,1", "2,2,3,1", "2,2,3,2", "3,3,3,2", "4,4,3,1",
    "4,4,3,2", "5,5,7,2", "4,4,1,2", "5,5,1,2", "2,5,3,2", "1,4,3,1", "7,3,3,1",
  })
  void tapByTapIsWhatTheEngineSays(int height, int width, int kernel, int stride) {
    try (PtNDArray x = numbers(ROWS, 5, height, width);
        PtNDArray weight = numbers(4, 5, kernel, kernel)) {
      long after = (height - 1) / stride + 1;
      try (PtNDArray d = numbers(ROWS, 4, after, (width - 1) / stride + 1);
          PtNDArray engine = numbers(4, 5, kernel, kernel);
          PtNDArray taps = (PtNDArray) engine.duplicate();
          PtNDArray dx = backward(ENGINE, d, x, weight, engine, stride);
          PtNDArray dxByTap = backward(BY_TAP, d, x, weight, taps, stride)) {
        assertThat(dxByTap.toDoubleArray()).isEqualTo(dx.toDoubleArray());
        double[] wanted = engine.toDoubleArray();
        assertThat(taps.toDoubleArray()).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
          assertThat(taps.toDoubleArray()[i]).isCloseTo(wanted[i], within(1e-13));
        }
      }
    }
  }

  @Test
  void aTapThatSeesOnlyPaddingGetsNothing() {
    try (PtNDArray x = (PtNDArray) manager.create(new double[] {3}, new Shape(1, 1, 1, 1));
        PtNDArray d = (PtNDArray) manager.create(new double[] {2}, new Shape(1, 1, 1, 1));
        PtNDArray weight = numbers(1, 1, 3, 3);
        PtNDArray gradient = (PtNDArray) weight.zerosLike()) {
      backward(BY_TAP, d, x, weight, gradient, 1).close();
      assertThat(gradient.toDoubleArray()).containsExactly(0, 0, 0, 0, 6, 0, 0, 0, 0);
    }
  }

  @Test
  void channelsWithoutWeightsCountNothing() {
    try (PtNDArray x = numbers(ROWS, 2, 6, 6);
        PtNDArray gray = (PtNDArray) x.get(":, 0:1");
        PtNDArray weight = numbers(4, 1, 3, 3);
        PtNDArray y = convolution(x, weight);
        PtNDArray wanted = convolution(gray, weight)) {
      for (int i = 0; i < y.size(); i++) {
        assertThat(y.toDoubleArray()[i]).isCloseTo(wanted.toDoubleArray()[i], within(1e-13));
      }
      try (PtNDArray d = numbers(ROWS, 4, 6, 6);
          PtNDArray both = (PtNDArray) weight.zerosLike();
          PtNDArray one = (PtNDArray) weight.zerosLike()) {
        long[] ones = {1, 1};
        ops.effect("convolution_backward_last", d, x, weight, both, ones, ones);
        ops.effect("convolution_backward_last", d, gray, weight, one, ones, ones);
        for (int i = 0; i < both.size(); i++) {
          assertThat(both.toDoubleArray()[i]).isCloseTo(one.toDoubleArray()[i], within(1e-12));
        }
      }
    }
  }

  private PtNDArray convolution(PtNDArray x, PtNDArray weight) {
    return ops.one(manager, "convolution", x, weight, new long[] {1, 1}, new long[] {1, 1});
  }

  private PtNDArray backward(
      String method, PtNDArray d, PtNDArray x, PtNDArray weight, PtNDArray gradient, long stride) {
    long padding = weight.getShape().get(2) / 2;
    long[] strides = {stride, stride};
    long[] paddings = {padding, padding};
    return ops.one(manager, method, d, x, weight, gradient, strides, paddings);
  }

  /** Channels-last, as the network's are. */
  private PtNDArray numbers(long... shape) {
    Shape wanted = new Shape(shape);
    double[] values = new double[(int) wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(1.7 * i + values.length);
    }
    try (PtNDArray rows = (PtNDArray) manager.create(values, wanted)) {
      return ops.one(manager, "clone_channels_last", rows, Precision.FP64.scriptCode());
    }
  }
}
