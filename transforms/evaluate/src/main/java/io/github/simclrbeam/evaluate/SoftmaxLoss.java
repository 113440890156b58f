package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The objective of multinomial logistic regression: the mean over n rows of {@code -log softmax(x W
 * + b)[class]}, plus {@code l2 / 2} times the sum of squares of W. The intercepts b are free.
 * Parameters: W row by row (D x C), then b.
 *
 * <p>Rows are divided into a few parts that run beside each other. The division depends on the
 * number of rows alone and the parts' sums are added in order, so that the bits do not depend on
 * the machine's cores.
 */
final class SoftmaxLoss implements Objective, AutoCloseable {
  private static final int MOST_PARTS = 4;

  /** Fewer rows are not worth a thread of their own. */
  private static final int ROWS_PER_PART = 256;

  private final List<SoftmaxPart> parts = new ArrayList<>();
  private final int rowCount;
  private final int classCount;
  private final int free;
  private final double l2;

  /** Rows and classes stay the caller's, and must stay open while this is in use. */
  SoftmaxLoss(Matrix rows, int[] classes, int classCount, double l2) {
    this.rowCount = rows.rows();
    this.classCount = classCount;
    this.free = rows.columns() * classCount;
    this.l2 = l2;
    int count = Math.max(1, Math.min(MOST_PARTS, rowCount / ROWS_PER_PART));
    for (int part = 0; part < count; part++) {
      int from = (int) ((long) rowCount * part / count);
      int to = (int) ((long) rowCount * (part + 1) / count);
      parts.add(
          new SoftmaxPart(rows.range(from, to), Arrays.copyOfRange(classes, from, to), classCount));
    }
  }

  @Override
  public int size() {
    return free + classCount;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    parts.parallelStream().forEach(part -> part.evaluate(point));
    double loss = 0;
    Arrays.fill(gradient, 0);
    for (SoftmaxPart part : parts) {
      loss += part.addTo(gradient);
    }
    double squares = 0;
    for (int i = 0; i < free; i++) {
      squares += point[i] * point[i];
      gradient[i] = gradient[i] / rowCount + l2 * point[i];
    }
    for (int i = free; i < gradient.length; i++) {
      gradient[i] /= rowCount;
    }
    return loss / rowCount + l2 / 2 * squares;
  }

  /**
   * The loss of one row, {@code -log softmax(logits)[truth]}, whatever the size of the logits;
   * writes the softmax.
   *
   * @param logits logits of a row from {@code offset}, as many as {@code probabilities} has room
   *     for
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
    parts.forEach(SoftmaxPart::close);
  }
}
