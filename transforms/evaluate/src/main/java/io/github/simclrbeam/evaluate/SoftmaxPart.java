package io.github.simclrbeam.evaluate;

import java.util.Arrays;

/**
 * The loss and gradient sums of some of the rows, by blocks that stay in a core's cache between the
 * product that gives logits and the one that gives the gradient. Used by one thread at a time.
 */
final class SoftmaxPart implements AutoCloseable {
  /** Doubles of rows in a block: 512 KB. */
  private static final int BLOCK = 1 << 16;

  private final Matrix[] blocks;
  private final Matrix[] logits;
  private final int[] classes;
  private final int classCount;
  private final Matrix weights;
  private final Matrix weightSums;
  private final double[] scores;
  private final double[] residualSums;
  private final double[] sums;
  private double loss;

  SoftmaxPart(Matrix rows, int[] classes, int classCount) {
    this.classes = classes;
    this.classCount = classCount;
    int height = Math.max(32, BLOCK / Math.max(1, rows.columns()));
    int count = Math.max(1, (rows.rows() + height - 1) / height);
    this.blocks = new Matrix[count];
    this.logits = new Matrix[count];
    for (int i = 0; i < count; i++) {
      int to = Math.min(rows.rows(), (i + 1) * height);
      blocks[i] = rows.range(i * height, to);
      logits[i] = Matrix.zeros(to - i * height, classCount);
    }
    this.weights = Matrix.zeros(rows.columns(), classCount);
    this.weightSums = Matrix.zeros(rows.columns(), classCount);
    this.scores = new double[Math.min(height, rows.rows()) * classCount];
    this.residualSums = new double[classCount];
    this.sums = new double[rows.columns() * classCount];
  }

  /** Computes the sums at a point of the whole objective. */
  void evaluate(double[] point) {
    weights.set(point, 0);
    loss = 0;
    Arrays.fill(residualSums, 0);
    double[] probabilities = new double[classCount];
    int row = 0;
    for (int i = 0; i < blocks.length; i++) {
      Matrix.multiply(blocks[i], false, weights, false, 0, logits[i]);
      logits[i].get(scores);
      for (int k = 0; k < blocks[i].rows(); k++) {
        addRow(point, k * classCount, classes[row++], probabilities);
      }
      logits[i].set(scores, 0);
      Matrix.multiply(blocks[i], true, logits[i], false, i == 0 ? 0 : 1, weightSums);
    }
    weightSums.get(sums);
  }

  /** Adds a row's loss, and turns its logits into its residuals: probabilities less the truth. */
  private void addRow(double[] point, int at, int truth, double[] probabilities) {
    for (int c = 0; c < classCount; c++) {
      scores[at + c] += point[sums.length + c];
    }
    loss += SoftmaxLoss.of(scores, at, truth, probabilities);
    for (int c = 0; c < classCount; c++) {
      double residual = probabilities[c] - (c == truth ? 1 : 0);
      scores[at + c] = residual;
      residualSums[c] += residual;
    }
  }

  /** Adds the gradient sums found last, and returns the loss sum. */
  double addTo(double[] gradient) {
    for (int i = 0; i < sums.length; i++) {
      gradient[i] += sums[i];
    }
    for (int c = 0; c < classCount; c++) {
      gradient[sums.length + c] += residualSums[c];
    }
    return loss;
  }

  @Override
  public void close() {
    weights.close();
    weightSums.close();
    for (Matrix each : logits) {
      each.close();
    }
  }
}
