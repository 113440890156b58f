package io.github.simclrbeam.evaluate;

/**
 * How near each pair of points is in the eyes of both, for t-SNE: from each point a bell curve as
 * wide as gives the wanted number of effective neighbours, the two views of a pair averaged, all
 * pairs summing to 1.
 */
final class Affinities {
  private static final int BISECTIONS = 60;

  /** Of the entropy, in nats. */
  private static final double CLOSE_ENOUGH = 1e-5;

  private Affinities() {}

  /**
   * Row-major n x n, symmetric, with zeros on the diagonal.
   *
   * @param points n points
   * @param perplexity effective neighbours, above 1 and below n
   */
  static float[] of(double[][] points, double perplexity) {
    int n = points.length;
    double[] conditional = new double[n];
    float[] joint = new float[n * n];
    for (int i = 0; i < n; i++) {
      squaredDistances(points, i, conditional);
      toProbabilities(conditional, i, Math.log(perplexity));
      for (int j = 0; j < n; j++) {
        float half = (float) (conditional[j] / (2 * n));
        joint[i * n + j] += half;
        joint[j * n + i] += half;
      }
    }
    return joint;
  }

  private static void squaredDistances(double[][] points, int from, double[] into) {
    double[] a = points[from];
    for (int j = 0; j < points.length; j++) {
      double[] b = points[j];
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        double off = a[k] - b[k];
        sum += off * off;
      }
      into[j] = sum;
    }
  }

  /**
   * Turns distances into probabilities of the wanted entropy, by bisection of the curve's
   * precision.
   */
  private static void toProbabilities(double[] distances, int self, double entropy) {
    double nearest = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int j = 0; j < distances.length; j++) {
      if (j != self) {
        nearest = Math.min(nearest, distances[j]);
        mean += distances[j] / (distances.length - 1);
      }
    }
    double precision = mean > 0 ? 1 / mean : 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double[] weights = new double[distances.length];
    for (int trial = 0; trial < BISECTIONS; trial++) {
      double off = weigh(distances, self, nearest, precision, weights) - entropy;
      if (Math.abs(off) < CLOSE_ENOUGH) {
        break;
      }
      if (off > 0) {
        low = precision;
        precision = Double.isInfinite(high) ? 2 * precision : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
    }
    System.arraycopy(weights, 0, distances, 0, distances.length);
  }

  /** Writes probabilities and returns their entropy. */
  private static double weigh(
      double[] distances, int self, double nearest, double precision, double[] weights) {
    double sum = 0;
    double moment = 0;
    for (int j = 0; j < distances.length; j++) {
      double off = distances[j] - nearest;
      weights[j] = j == self ? 0 : Math.exp(-precision * off);
      sum += weights[j];
      moment += weights[j] == 0 ? 0 : weights[j] * off;
    }
    for (int j = 0; j < distances.length; j++) {
      weights[j] /= sum;
    }
    return Math.log(sum) + precision * moment / sum;
  }
}
