package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.ProjectorBias;
import io.github.simclrbeam.proto.ProjectorOutputNorm;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer's backward pass against its forward pass's slopes, in double precision. */
final class GradientsTest {
  private static final double STEP = 1e-6;
  private static final int ROWS = 3;

  private PtNDManager manager;
  private TensorTable table;

  @BeforeEach
  void open() {
    EngineThread.setThreads(1);
    EngineThread.prepare();
    manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    table = new TensorTable(manager, TorchOps.load(manager), "test", 5, Precision.FP64, true);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest(name = "{0} by {1} to {2} channels, stride {3}, {4} last")
  @CsvSource({
    "4, 0, 4, 1, SCALE",
    "3, 0, 4, 2, ZERO_SCALE",
    "8, 2, 8, 1, ZERO_SCALE",
    "3, 2, 8, 2, SCALE",
    "8, 4, 8, 1, SCALE",
  })
  void residualBlocks(int in, int inner, int out, int stride, TensorKind last) {
    ResidualBlock block =
        inner > 0
            ? ResidualBlock.bottleneck(table.root(), in, inner, out, stride, last)
            : ResidualBlock.basic(table.root(), in, out, stride, last);
    Function<PtNDArray, ResidualBlock.Trace> train = block::train;
    check(
        new long[] {ROWS, in, 6, 6},
        x -> train.apply(x).y(),
        (x, d) -> block.backward(d, block.train(x)));
  }

  @ParameterizedTest(name = "pooled {0}")
  @ValueSource(booleans = {false, true})
  void stems(boolean pooled) {
    Stem stem = new Stem(table.root(), 3, 4, pooled);
    check(
        new long[] {ROWS, 3, 8, 8},
        x -> stem.train(x).y(),
        (x, d) -> {
          stem.backward(d, x, stem.train(x));
          return null;
        });
  }

  @ParameterizedTest(name = "{0} layers, BatchNorm {1}, {2}, {3}")
  @CsvSource({
    "1, false, BIAS_EVERYWHERE, PROJECTOR_OUTPUT_NORM_UNSPECIFIED",
    "1, false, BIAS_NOWHERE, OUTPUT_NORM_WITH_SCALE",
    "2, false, PROJECTOR_BIAS_UNSPECIFIED, PROJECTOR_OUTPUT_NORM_UNSPECIFIED",
    "2, true, PROJECTOR_BIAS_UNSPECIFIED, PROJECTOR_OUTPUT_NORM_UNSPECIFIED",
    "2, false, BIAS_EVERYWHERE, OUTPUT_NORM_WITH_SCALE_AND_SHIFT",
    "2, true, BIAS_EVERYWHERE, OUTPUT_NORM_WITH_SCALE",
    "3, false, BIAS_NOWHERE, PROJECTOR_OUTPUT_NORM_UNSPECIFIED",
    "3, true, BIAS_WHERE_NOT_NORMED, PROJECTOR_OUTPUT_NORM_UNSPECIFIED",
    "3, true, BIAS_NOWHERE, OUTPUT_NORM_WITH_SCALE",
    "4, false, PROJECTOR_BIAS_UNSPECIFIED, PROJECTOR_OUTPUT_NORM_UNSPECIFIED",
    "4, true, BIAS_NOWHERE, OUTPUT_NORM_WITH_SCALE_AND_SHIFT",
  })
  void projectors(int layers, boolean batchNorm, ProjectorBias bias, ProjectorOutputNorm norm) {
    List<Integer> hidden = List.of(6, 3, 7).subList(0, layers - 1);
    Projector projector =
        new Projector(table.root(), 5, Projectors.of(hidden, 4, batchNorm, bias, norm));
    check(
        new long[] {ROWS, 5},
        x -> projector.train(anotherHandle(x)).z(),
        (x, d) -> projector.backward(d, projector.train(anotherHandle(x))));
  }

  @Test
  void networks() {
    ResNet network = new ResNet(table.root(), SmallModel.ENCODER);
    check(
        new long[] {ROWS, 1, 8, 8},
        x -> network.train(x).h(),
        (x, d) -> {
          network.backward(d, network.train(x));
          return null;
        });
  }

  @Test
  void normalizationOverWideImagesToo() {
    BatchNorm norm = BatchNorm.ofImages(table.root().child("bn"), 64, TensorKind.SCALE);
    check(
        new long[] {2, 64, 32, 33},
        x -> norm.train(anotherHandle(x)).y(),
        (x, d) -> norm.backward(d, norm.train(anotherHandle(x))));
  }

  /** The sum of all results, each times a fixed random number, is what is differentiated. */
  private void check(long[] shape, Function<PtNDArray, PtNDArray> forward, Backward backward) {
    double[] input = random(shape, "input");
    PtNDArray x = images(input, shape);
    double[] weights = random(forward.apply(x).getShape().getShape(), "weights");
    PtNDArray d = images(weights, forward.apply(x).getShape().getShape());
    PtNDArray dx = backward.of(x, d);
    if (dx != null) {
      double[] gradient = values(dx);
      for (int i : new int[] {0, input.length / 2, input.length - 1}) {
        double kept = input[i];
        double[] ends = new double[2];
        for (int side = 0; side < 2; side++) {
          input[i] = kept + (2 * side - 1) * STEP;
          ends[side] = loss(forward.apply(images(input, shape)), weights);
        }
        input[i] = kept;
        assertClose("input " + i, gradient[i], (ends[1] - ends[0]) / (2 * STEP));
      }
    }
    for (NamedTensor tensor : table.tensors()) {
      if (tensor.kind().trainable()) {
        double slope = slope(tensor, x, forward, weights);
        double[] gradient = values(tensor.gradient());
        assertClose(tensor.name(), gradient[gradient.length - 1], slope);
      }
    }
  }

  private double slope(
      NamedTensor tensor, PtNDArray x, Function<PtNDArray, PtNDArray> forward, double[] weights) {
    double[] kept = values(tensor.array());
    long[] shape = tensor.array().getShape().getShape();
    double[] ends = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] moved = kept.clone();
      moved[kept.length - 1] += (2 * side - 1) * STEP;
      table.ops().effect("copy", tensor.array(), manager.create(moved, new Shape(shape)));
      ends[side] = loss(forward.apply(x), weights);
    }
    table.ops().effect("copy", tensor.array(), manager.create(kept, new Shape(shape)));
    return (ends[1] - ends[0]) / (2 * STEP);
  }

  private static void assertClose(String what, double found, double expected) {
    assertThat(found).as(what).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
  }

  private double loss(PtNDArray y, double[] weights) {
    double[] values = values(y);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * weights[i];
    }
    return sum;
  }

  private double[] values(PtNDArray array) {
    return table.ops().one(manager, "clone_row_major", array, 7L).toDoubleArray();
  }

  private PtNDArray images(double[] values, long[] shape) {
    String layout = shape.length == 4 ? "clone_channels_last" : "clone_row_major";
    return table.ops().one(manager, layout, manager.create(values, new Shape(shape)), 7L);
  }

  /** Layers that take their input over close this one. */
  private static PtNDArray anotherHandle(PtNDArray x) {
    return (PtNDArray) x.stopGradient();
  }

  private static double[] random(long[] shape, String name) {
    WeightRandom random = new WeightRandom(Long.getLong("test.seed", 1), name);
    double[] values = new double[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.normal();
    }
    return values;
  }

  private interface Backward {
    /** Returns the input's gradient, or null where a layer has none. */
    PtNDArray of(PtNDArray x, PtNDArray d);
  }
}
