package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GPUs take in place of the written-out BatchNorm: the same function, in double precision. */
final class FusedNormTest {
  private static final long[] IMAGES = {3, 4, 5, 6};
  private static final long[] ORDER = {0, 2, 3, 1};

  @ParameterizedTest(name = "running statistics keep {0} and take {1}")
  @CsvSource({"0.9, 0.1", "1, 0.05", "1, 0"})
  void isTheSameForwardAndBackward(double kept, double share) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch")) {
      TorchOps ops = TorchOps.load(manager);
      List<double[]> written = results(manager, ops, kept, share, false);
      List<double[]> fused = results(manager, ops, kept, share, true);
      assertThat(fused).hasSameSizeAs(written).hasSize(8);
      for (int i = 0; i < written.size(); i++) {
        assertThat(fused.get(i)).as("result %d", i).containsExactly(written.get(i), within(1e-12));
      }
    }
  }

  /** Returns y, mean, 1 / deviation, both running ones, dx and the parameters' gradients. */
  private static List<double[]> results(
      PtNDManager manager, TorchOps ops, double kept, double share, boolean fused) {
    PtNDArray x = random(manager, ops, "x", IMAGES);
    PtNDArray d = random(manager, ops, "d", IMAGES);
    PtNDArray scale = random(manager, ops, "scale", 4);
    PtNDArray shift = random(manager, ops, "shift", 4);
    PtNDArray runningMean = random(manager, ops, "mean", 4);
    PtNDArray runningVariance = random(manager, ops, "variance", 4);
    PtNDArray scaleGradient = random(manager, ops, "scaleGradient", 4);
    PtNDArray shiftGradient = random(manager, ops, "shiftGradient", 4);
    long[] wide = {3, 120};
    double epsilon = BatchNorm.EPSILON;
    PtNDArray[] forward =
        fused
            ? ops.all(
                manager,
                "norm_fused",
                x,
                scale,
                shift,
                runningMean,
                runningVariance,
                kept,
                share,
                epsilon)
            : ops.all(
                manager,
                "norm",
                x,
                scale,
                shift,
                runningMean,
                runningVariance,
                kept,
                share,
                epsilon,
                ORDER,
                wide);
    PtNDArray dx =
        fused
            ? ops.one(
                manager,
                "norm_fused_backward",
                d,
                x,
                forward[1],
                forward[2],
                scale,
                scaleGradient,
                shiftGradient)
            : ops.one(
                manager,
                "norm_backward",
                d,
                x,
                forward[1],
                forward[2],
                scale,
                scaleGradient,
                shiftGradient,
                ORDER,
                wide,
                new long[] {1, -1, 1, 1});
    List<double[]> all = new ArrayList<>();
    for (PtNDArray result :
        List.of(
            forward[0],
            forward[1],
            forward[2],
            runningMean,
            runningVariance,
            dx,
            scaleGradient,
            shiftGradient)) {
      try (PtNDArray rows = ops.one(manager, "clone_row_major", result, 7L)) {
        all.add(rows.toDoubleArray());
      }
    }
    return all;
  }

  private static PtNDArray random(PtNDManager manager, TorchOps ops, String name, long... shape) {
    WeightRandom random = new WeightRandom(1, name);
    double[] values =
        LongStream.range(0, TensorData.elements(shape))
            .mapToDouble(i -> random.uniform(-2, 2))
            .toArray();
    try (PtNDArray rows = (PtNDArray) manager.create(values, new Shape(shape))) {
      String layout = shape.length == 4 ? "clone_channels_last" : "clone_row_major";
      return ops.one(manager, layout, rows, 7L);
    }
  }
}
