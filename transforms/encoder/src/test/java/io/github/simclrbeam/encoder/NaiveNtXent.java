package io.github.simclrbeam.encoder;

import java.util.function.ToDoubleFunction;

/** NT-Xent by its definition: two loops, no tricks. */
final class NaiveNtXent {
  private NaiveNtXent() {}

  static double loss(double[][] rows, double temperature) {
    int pairs = rows.length / 2;
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < rows.length; k++) {
        greatest = k == i ? greatest : Math.max(greatest, cosine(rows[i], rows[k]) / temperature);
      }
      double denominator = 0;
      for (int k = 0; k < rows.length; k++) {
        if (k != i) {
          denominator += Math.exp(cosine(rows[i], rows[k]) / temperature - greatest);
        }
      }
      double positive = cosine(rows[i], rows[(i + pairs) % rows.length]) / temperature;
      sum += Math.log(denominator) + greatest - positive;
    }
    return sum / rows.length;
  }

  /** The loss's slope along one number, from both sides. */
  static double slope(double[][] rows, double temperature, int row, int column, double step) {
    return slope(rows, moved -> loss(moved, temperature), row, column, step);
  }

  static double slope(
      double[][] rows, ToDoubleFunction<double[][]> loss, int row, int column, double step) {
    double kept = rows[row][column];
    rows[row][column] = kept + step;
    double above = loss.applyAsDouble(rows);
    rows[row][column] = kept - step;
    double below = loss.applyAsDouble(rows);
    rows[row][column] = kept;
    return (above - below) / (2 * step);
  }

  static double cosine(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    double lengths = length(a) * length(b);
    return lengths == 0 ? 0 : dot / lengths;
  }

  private static double length(double[] a) {
    double squares = 0;
    for (double value : a) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
