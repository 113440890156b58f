package io.github.simclrbeam.evaluate;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Rows scaled to length 1 in native memory, so that products are cosines. A row of zeros stays one:
 * it is like nothing. Immutable.
 */
final class UnitRows implements AutoCloseable {
  private final int rows;
  private final int dimension;
  private final FloatPointer data;
  private final boolean[] zero;

  private UnitRows(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    this.data = new FloatPointer((long) rows * dimension);
    this.zero = new boolean[rows];
  }

  /** Rows as they are in the table. */
  static UnitRows of(FeatureTable table) {
    UnitRows unit = new UnitRows(table.size(), table.dimension());
    for (int i = 0; i < table.size(); i++) {
      unit.set(i, widened(table.row(i)));
    }
    return unit;
  }

  /** Rows standardized before they are scaled. */
  static UnitRows of(FeatureTable table, Standardization standardization) {
    UnitRows unit = new UnitRows(table.size(), table.dimension());
    double[] row = new double[table.dimension()];
    for (int i = 0; i < table.size(); i++) {
      standardization.apply(table.row(i), row);
      unit.set(i, row);
    }
    return unit;
  }

  private void set(int index, double[] row) {
    double[] unit = scaled(row);
    float[] narrow = new float[dimension];
    zero[index] = true;
    for (int j = 0; j < dimension; j++) {
      narrow[j] = (float) unit[j];
      zero[index] &= unit[j] == 0;
    }
    data.position((long) index * dimension).put(narrow, 0, dimension);
    data.position(0);
  }

  /** A row scaled to length 1, without overflow whatever its size. */
  static double[] scaled(double[] row) {
    double largest = 0;
    for (double value : row) {
      largest = Math.max(largest, Math.abs(value));
    }
    double[] unit = new double[row.length];
    if (largest == 0) {
      return unit;
    }
    double squares = 0;
    for (int j = 0; j < row.length; j++) {
      unit[j] = row[j] / largest;
      squares += unit[j] * unit[j];
    }
    double length = Math.sqrt(squares);
    for (int j = 0; j < row.length; j++) {
      unit[j] /= length;
    }
    return unit;
  }

  /** The same of a row of single precision. */
  static double[] scaled(float[] row) {
    return scaled(widened(row));
  }

  private static double[] widened(float[] row) {
    double[] wide = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      wide[j] = row[j];
    }
    return wide;
  }

  /** 1, or 0 for a row of zeros. */
  int squaredLength(int index) {
    return zero[index] ? 0 : 1;
  }

  int rows() {
    return rows;
  }

  int dimension() {
    return dimension;
  }

  /** Reads a row. */
  void getRow(int index, float[] into) {
    data.position((long) index * dimension).get(into, 0, dimension);
    data.position(0);
  }

  /**
   * Cosines of {@code count} rows from {@code from} to every row of a bank: count rows of as many
   * numbers as the bank has rows.
   */
  float[] similarities(int from, int count, UnitRows bank) {
    if (bank.dimension != dimension) {
      throw new IllegalArgumentException(
          "dimension of the bank must be " + dimension + ", but was: " + bank.dimension);
    }
    float[] cosines = new float[count * bank.rows];
    // Never closed: closing a pointer into another's memory frees all of it.
    FloatPointer queries = data.getPointer((long) from * dimension);
    try (FloatPointer product = new FloatPointer(cosines.length)) {
      Blas.multiplyTransposed(count, bank.rows, dimension, queries, bank.data, product);
      product.get(cosines);
    }
    return cosines;
  }

  @Override
  public void close() {
    data.close();
  }
}
