package io.github.simclrbeam.evaluate;

/**
 * Shifts and scales each feature so that it has mean 0 and variance 1 over the train images. A
 * feature that is the same in all of them carries nothing and becomes 0 everywhere. Immutable.
 */
final class Standardization {
  /**
   * A spread below this share of a feature's size is rounding of single precision, not information.
   */
  private static final double NOTHING = 1e-7;

  private final double[] mean;
  private final double[] factor;

  private Standardization(double[] mean, double[] factor) {
    this.mean = mean;
    this.factor = factor;
  }

  /**
   * Learns from all rows of a table, labelled or not.
   *
   * @throws IllegalArgumentException if the table has no row
   */
  static Standardization fit(FeatureTable train) {
    if (train.size() == 0) {
      throw new IllegalArgumentException("rows must be 1 or more, but was: 0");
    }
    int dimension = train.dimension();
    double[] mean = new double[dimension];
    double[] variance = new double[dimension];
    for (int i = 0; i < train.size(); i++) {
      float[] row = train.row(i);
      for (int j = 0; j < dimension; j++) {
        mean[j] += row[j];
      }
    }
    for (int j = 0; j < dimension; j++) {
      mean[j] /= train.size();
    }
    for (int i = 0; i < train.size(); i++) {
      float[] row = train.row(i);
      for (int j = 0; j < dimension; j++) {
        double off = row[j] - mean[j];
        variance[j] += off * off;
      }
    }
    double[] factor = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      double deviation = Math.sqrt(variance[j] / train.size());
      factor[j] = deviation > NOTHING * Math.abs(mean[j]) ? 1 / deviation : 0;
      if (!Double.isFinite(factor[j])) {
        factor[j] = 0;
      }
    }
    return new Standardization(mean, factor);
  }

  /** Features. */
  int dimension() {
    return mean.length;
  }

  /** Standardizes one row of D features into the head of an array. */
  void apply(float[] row, double[] into) {
    for (int j = 0; j < mean.length; j++) {
      into[j] = (row[j] - mean[j]) * factor[j];
    }
  }
}
