package io.github.simclrbeam.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.function.Function;

/** Losses on the engine from Java numbers, in double or single precision. */
final class LossFixture {
  static final long[] NO_LABELS = {};

  /** Three pairs: first views, then second views. */
  static final double[][] A = {{1, 0, 0}, {1, 2, 2}, {0, 3, 4}, {2, 1, 0}, {0, 1, 2}, {-1, 2, 2}};

  private LossFixture() {}

  /** Rows are the first views, then the second views. */
  static Values doubles(Function<TorchOps, ContrastiveLoss> loss, double[][] rows, long[] labels) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        PtNDArray z = rows(manager, rows);
        LossResult result = loss.apply(TorchOps.load(manager)).of(z, labels, 0)) {
      return new Values(
          result.loss().getDouble(),
          result.anchors().toDoubleArray(),
          rows(result.gradient().toDoubleArray(), rows[0].length));
    }
  }

  static Values floats(Function<TorchOps, ContrastiveLoss> loss, double[][] rows, long[] labels) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        PtNDArray doubles = rows(manager, rows);
        PtNDArray z = (PtNDArray) doubles.toType(DataType.FLOAT32, true);
        LossResult result = loss.apply(TorchOps.load(manager)).of(z, labels, 0)) {
      return new Values(
          result.loss().getDouble(),
          widened(result.anchors().toFloatArray()),
          rows(widened(result.gradient().toFloatArray()), rows[0].length));
    }
  }

  static PtNDArray rows(PtNDManager manager, double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    return (PtNDArray) manager.create(flat, new Shape(rows.length, rows[0].length));
  }

  /** Returns rows of normal numbers from a seed. */
  static double[][] random(long seed, int pairs, int width) {
    WeightRandom random = new WeightRandom(seed, "rows");
    double[][] rows = new double[2 * pairs][width];
    for (double[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = random.normal();
      }
    }
    return rows;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double[][] rows(double[] flat, int width) {
    double[][] rows = new double[flat.length / width][width];
    for (int i = 0; i < flat.length; i++) {
      rows[i / width][i % width] = flat[i];
    }
    return rows;
  }

  record Values(double loss, double[] anchors, double[][] gradient) {
    /** Returns loss, anchors and gradient in a row. */
    double[] all() {
      return java.util.stream.Stream.of(new double[][] {{loss}, anchors}, gradient)
          .flatMap(java.util.Arrays::stream)
          .flatMapToDouble(java.util.Arrays::stream)
          .toArray();
    }
  }
}
