package io.github.simclrbeam.evaluate;

/**
 * The objective of multinomial logistic regression: the mean over n rows of {@code -log softmax(x W + b)[class]}, plus {@code l2 / 2} times
 * the sum of squares of W. The intercepts b are free. Parameters: W row by row (D x C), then b.
 */
final class SoftmaxLoss implements Objective, AutoCloseable {
  private final Matrix rows;
  private final int[] classes;
  private final int classCount;
  private final double l2;
  private final Matrix weights;
  private final Matrix logits;
  private final Matrix weightGradient;
  private final double[] scores;

  /** Rows and classes stay the caller's. */
  SoftmaxLoss(Matrix rows, int[] classes, int classCount, double l2) {
    this.rows = rows;
    this.classes = classes;
    this.classCount = classCount;
    this.l2 = l2;
    this.weights = Matrix.zeros(rows.columns(), classCount);
    this.logits = Matrix.zeros(rows.rows(), classCount);
    this.weightGradient = Matrix.zeros(rows.columns(), classCount);
    this.scores = new double[rows.rows() * classCount];
  }

  @Override
  public int size() {
    return (rows.columns() + 1) * classCount;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    int free = rows.columns() * classCount;
    computeLogits(point);
    double loss = 0;
    double share = 1.0 / rows.rows();
    double[] probabilities = new double[classCount];
    double[] intercepts = new double[classCount];
    for (int i = 0; i < classes.length; i++) {
      int at = i * classCount;
      for (int c = 0; c < classCount; c++) {
        scores[at + c] += point[free + c];
      }
      loss += of(scores, at, classes[i], probabilities);
      for (int c = 0; c < classCount; c++) {
        double residual = (probabilities[c] - (c == classes[i] ? 1 : 0)) * share;
        scores[at + c] = residual;
        intercepts[c] += residual;
      }
    }
    logits.set(scores, 0);
    Matrix.multiply(rows, true, logits, false, 0, weightGradient);
    weightGradient.get(gradient);
    double squares = 0;
    for (int i = 0; i < free; i++) {
      squares += point[i] * point[i];
      gradient[i] += l2 * point[i];
    }
    System.arraycopy(intercepts, 0, gradient, free, classCount);
    return loss * share + l2 / 2 * squares;
  }

  private void computeLogits(double[] point) {
    weights.set(point, 0);
    Matrix.multiply(rows, false, weights, false, 0, logits);
    logits.get(scores);
  }

  /**
   * The loss of one row, {@code -log softmax(logits)[truth]}, whatever the size of the logits; writes the softmax.
   *
   * @param logits logits of a row from {@code offset}, as many as {@code probabilities} has room for
   */
  static double of(double[] logits, int offset, int truth, double[] probabilities) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < probabilities.length; c++) {
      largest = Math.max(largest, logits[offset + c]);
    }
    double sum = 0;
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = Math.exp(logits[offset + c] - largest);
      sum += probabilities[c];
    }
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] /= sum;
    }
    return Math.log(sum) - (logits[offset + truth] - largest);
  }

  @Override
  public void close() {
    weights.close();
    logits.close();
    weightGradient.close();
  }
}
