package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;

/**
 * A network in double precision whose projections of six images are the golden input {@link
 * LossFixture#A}, as long as BatchNorm is frozen: its one linear layer is the least matrix that
 * maps the images' representations to those rows.
 */
final class InputANetwork {
  static final int PAIRS = 3;
  static final double TEMPERATURE = 0.5;

  /** Random pixels, darker from image to image. */
  static final byte[] VIEWS = views();

  private static final int ROWS = 2 * PAIRS;
  private static final int WIDTH = LossFixture.A[0].length;

  private InputANetwork() {}

  static SimClrModel create(Devices devices) {
    EngineThread.setThreads(1);
    SimClrModel model =
        SimClrModel.create(
            SmallModel.ENCODER, Projectors.of(1, 0, WIDTH, true), 1, Precision.FP64, devices);
    PtNDArray weight = model.projectorTensors().tensors().iterator().next().array();
    double[] values = fitted(representations(model));
    try (PtNDArray from = (PtNDArray) model.manager().create(values, weight.getShape())) {
      model.ops().effect("copy", weight, from);
    }
    return model;
  }

  private static double[][] representations(SimClrModel model) {
    PixelInput input = new PixelInput(model.ops(), model.precision(), SmallModel.PREPROCESSING);
    try (PtNDArray x = input.of(model.manager(), VIEWS, ROWS, ROWS);
        PtNDArray h = model.train(x, NormPass.FROZEN).encoded().h()) {
      double[] flat = h.toDoubleArray();
      int dimension = flat.length / ROWS;
      double[][] rows = new double[ROWS][];
      for (int row = 0; row < ROWS; row++) {
        rows[row] = Arrays.copyOfRange(flat, row * dimension, (row + 1) * dimension);
      }
      return rows;
    }
  }

  /** Returns W (3 x dimension) with W h = a for all rows: A' (H H')^-1 H. */
  private static double[] fitted(double[][] h) {
    double[][] solved = solved(h);
    int dimension = h[0].length;
    double[] weight = new double[WIDTH * dimension];
    for (int out = 0; out < WIDTH; out++) {
      for (int in = 0; in < dimension; in++) {
        for (int row = 0; row < ROWS; row++) {
          weight[out * dimension + in] += solved[row][out] * h[row][in];
        }
      }
    }
    return weight;
  }

  /** Returns (H H')^-1 A by Gauss's elimination; H H' is positive definite, so without pivots. */
  private static double[][] solved(double[][] h) {
    double[][] system = new double[ROWS][ROWS + WIDTH];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        for (int k = 0; k < h[i].length; k++) {
          system[i][j] += h[i][k] * h[j][k];
        }
      }
      System.arraycopy(LossFixture.A[i], 0, system[i], ROWS, WIDTH);
    }
    for (int pivot = 0; pivot < ROWS; pivot++) {
      double head = system[pivot][pivot];
      for (int j = pivot; j < ROWS + WIDTH; j++) {
        system[pivot][j] /= head;
      }
      for (int i = 0; i < ROWS; i++) {
        double factor = i == pivot ? 0 : system[i][pivot];
        for (int j = pivot; j < ROWS + WIDTH; j++) {
          system[i][j] -= factor * system[pivot][j];
        }
      }
    }
    return Arrays.stream(system)
        .map(row -> Arrays.copyOfRange(row, ROWS, row.length))
        .toArray(double[][]::new);
  }

  private static byte[] views() {
    WeightRandom random = new WeightRandom(1, "input A");
    int image = SmallModel.SIZE * SmallModel.SIZE;
    byte[] views = new byte[2 * PAIRS * image];
    for (int i = 0; i < views.length; i++) {
      views[i] = (byte) (int) random.uniform(0, 256 - 35 * (i / image));
    }
    return views;
  }
}
