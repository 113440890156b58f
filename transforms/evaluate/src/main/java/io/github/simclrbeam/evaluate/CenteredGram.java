package io.github.simclrbeam.evaluate;

/**
 * The second moments of rows, gathered by blocks so that only D x D numbers are held in double
 * precision.
 *
 * @param mean the mean row
 * @param rows rows gathered
 * @param gram the sum of outer products of the rows less their mean
 */
record CenteredGram(double[] mean, int rows, Matrix gram) implements AutoCloseable {
  private static final int BLOCK = 2048;

  static CenteredGram of(FeatureTable table) {
    int dimension = table.dimension();
    double[] mean = new double[dimension];
    for (int i = 0; i < table.size(); i++) {
      float[] row = table.row(i);
      for (int j = 0; j < dimension; j++) {
        mean[j] += row[j] / (double) table.size();
      }
    }
    Matrix gram = Matrix.zeros(dimension, dimension);
    double[] off = new double[dimension];
    for (int from = 0; from < table.size(); from += BLOCK) {
      int count = Math.min(BLOCK, table.size() - from);
      try (Matrix block = Matrix.zeros(count, dimension)) {
        for (int i = 0; i < count; i++) {
          float[] row = table.row(from + i);
          for (int j = 0; j < dimension; j++) {
            off[j] = row[j] - mean[j];
          }
          block.setRow(i, off);
        }
        Matrix.multiply(block, true, block, false, 1, gram);
      }
    }
    return new CenteredGram(mean, table.size(), gram);
  }

  /** Eigenvalues of the centred rows' Gram matrix by rising size. */
  double[] centeredEnergies() {
    try (Matrix copy = gram.select(SeededOrder.indices(mean.length))) {
      return copy.intoEigenvectors();
    }
  }

  /** Eigenvalues of the rows' own Gram matrix by rising size: squares of their singular values. */
  double[] energies() {
    // Adding the mean back loses nothing; subtracting it from an uncentred Gram matrix would lose
    // the small eigenvalues.
    try (Matrix raw = gram.select(SeededOrder.indices(mean.length))) {
      double[] row = new double[mean.length];
      for (int i = 0; i < mean.length; i++) {
        raw.getRow(i, row);
        for (int j = 0; j < mean.length; j++) {
          row[j] += rows * mean[i] * mean[j];
        }
        raw.setRow(i, row);
      }
      return raw.intoEigenvectors();
    }
  }

  @Override
  public void close() {
    gram.close();
  }
}
