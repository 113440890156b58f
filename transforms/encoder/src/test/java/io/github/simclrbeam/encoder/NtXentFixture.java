package io.github.simclrbeam.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/** NT-Xent on the engine from Java numbers, in double or single precision. */
final class NtXentFixture {
  private NtXentFixture() {}

  /** Rows are the first views, then the second views. */
  static Values doubles(double[][] rows, double temperature) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        PtNDArray z = (PtNDArray) manager.create(flat(rows), shape(rows));
        LossResult result = new NtXent(TorchOps.load(manager), temperature).of(z)) {
      return new Values(
          result.loss().getDouble(),
          result.anchors().toDoubleArray(),
          rows(result.gradient().toDoubleArray(), rows[0].length));
    }
  }

  static Values floats(double[][] rows, double temperature) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        PtNDArray doubles = (PtNDArray) manager.create(flat(rows), shape(rows));
        PtNDArray z = (PtNDArray) doubles.toType(DataType.FLOAT32, true);
        LossResult result = new NtXent(TorchOps.load(manager), temperature).of(z)) {
      return new Values(
          result.loss().getDouble(),
          widened(result.anchors().toFloatArray()),
          rows(widened(result.gradient().toFloatArray()), rows[0].length));
    }
  }

  private static Shape shape(double[][] rows) {
    return new Shape(rows.length, rows[0].length);
  }

  private static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / rows[0].length][i % rows[0].length];
    }
    return flat;
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

  record Values(double loss, double[] anchors, double[][] gradient) {}
}
