package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** A small model's projections as Java numbers. */
final class Projections {
  private Projections() {}

  /** Returns a row per image; all pass together, and the running statistics move. */
  static double[][] of(SimClrModel model, byte[] views) {
    int count = views.length / (SmallModel.SIZE * SmallModel.SIZE);
    PixelInput input = new PixelInput(model.ops(), model.precision(), SmallModel.PREPROCESSING);
    try (PtNDArray x = input.of(model.manager(), views, count, count);
        PtNDArray z = model.train(x).z();
        PtNDArray wide = model.ops().one(model.manager(), "clone_row_major", z, 7L)) {
      double[] flat = wide.toDoubleArray();
      int width = flat.length / count;
      double[][] rows = new double[count][width];
      for (int i = 0; i < flat.length; i++) {
        rows[i / width][i % width] = flat[i];
      }
      return rows;
    }
  }
}
