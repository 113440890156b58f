package io.github.simclrbeam.evaluate;

import org.bytedeco.javacpp.DoublePointer;

/**
 * A dense row-major matrix of doubles in native memory, where OpenBLAS works on it without a copy.
 * Mutable; not safe for use by several threads.
 */
final class Matrix implements AutoCloseable {
  private final int rows;
  private final int columns;
  private final DoublePointer data;

  private Matrix(int rows, int columns) {
    this(rows, columns, new DoublePointer((long) rows * columns));
  }

  private Matrix(int rows, int columns, DoublePointer data) {
    this.rows = rows;
    this.columns = columns;
    this.data = data;
  }

  /** A matrix of zeros. */
  static Matrix zeros(int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    double[] row = new double[columns];
    for (int i = 0; i < rows; i++) {
      matrix.setRow(i, row);
    }
    return matrix;
  }

  /** The given rows, all of one length. */
  static Matrix of(double[][] values) {
    Matrix matrix = new Matrix(values.length, values.length == 0 ? 0 : values[0].length);
    for (int i = 0; i < values.length; i++) {
      matrix.setRow(i, values[i]);
    }
    return matrix;
  }

  /** Numbers in row order, from the head of an array. */
  static Matrix of(double[] rowMajor, int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    matrix.set(rowMajor, 0);
    return matrix;
  }

  /** Some rows of a table, standardized, in the given order. */
  static Matrix standardized(FeatureTable table, int[] indices, Standardization standardization) {
    Matrix matrix = new Matrix(indices.length, table.dimension());
    double[] row = new double[table.dimension()];
    for (int i = 0; i < indices.length; i++) {
      standardization.apply(table.row(indices[i]), row);
      matrix.setRow(i, row);
    }
    return matrix;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Reads a row into an array of this many columns. */
  void getRow(int index, double[] into) {
    data.position((long) index * columns).get(into, 0, columns);
    data.position(0);
  }

  /** Writes a row. */
  void setRow(int index, double[] values) {
    data.position((long) index * columns).put(values, 0, columns);
    data.position(0);
  }

  /** Reads everything into the head of an array. */
  void get(double[] into) {
    data.get(into, 0, Math.multiplyExact(rows, columns));
  }

  /** Writes everything from an array, starting at an offset. */
  void set(double[] values, int offset) {
    data.put(values, offset, Math.multiplyExact(rows, columns));
  }

  /**
   * The rows from one to before another, in the same memory: valid as long as this is open. Not to
   * be closed: that would close this.
   */
  Matrix range(int from, int to) {
    return new Matrix(to - from, columns, data.getPointer((long) from * columns));
  }

  /** A copy of some rows, in the given order. */
  Matrix select(int[] indices) {
    Matrix selected = new Matrix(indices.length, columns);
    double[] row = new double[columns];
    for (int i = 0; i < indices.length; i++) {
      getRow(indices[i], row);
      selected.setRow(i, row);
    }
    return selected;
  }

  /** {@code this · other}. */
  Matrix times(Matrix other) {
    Matrix product = new Matrix(rows, other.columns);
    multiply(this, false, other, false, 0, product);
    return product;
  }

  /** {@code this · otherᵀ}. */
  Matrix timesTransposed(Matrix other) {
    Matrix product = new Matrix(rows, other.rows);
    multiply(this, false, other, true, 0, product);
    return product;
  }

  /** {@code thisᵀ · other}. */
  Matrix transposedTimes(Matrix other) {
    Matrix product = new Matrix(columns, other.columns);
    multiply(this, true, other, false, 0, product);
    return product;
  }

  /** {@code into = op(a) · op(b) + beta · into}, where op transposes or does not. */
  static void multiply(
      Matrix a, boolean transposeA, Matrix b, boolean transposeB, double beta, Matrix into) {
    int m = transposeA ? a.columns : a.rows;
    int k = transposeA ? a.rows : a.columns;
    int n = transposeB ? b.rows : b.columns;
    int inner = transposeB ? b.columns : b.rows;
    if (inner != k || into.rows != m || into.columns != n) {
      throw new IllegalArgumentException(
          "factors must fit, but was: %d x %d times %d x %d into %d x %d"
              .formatted(m, k, inner, n, into.rows, into.columns));
    }
    // OpenBLAS refuses strides of 0, which an empty matrix has.
    if (m == 0 || n == 0) {
      return;
    }
    Blas.multiply(
        transposeA,
        transposeB,
        m,
        n,
        k,
        a.data,
        Math.max(1, a.columns),
        b.data,
        Math.max(1, b.columns),
        beta,
        into.data);
  }

  /** Eigenvalues by rising size; leaves the eigenvectors in the rows of this symmetric matrix. */
  double[] intoEigenvectors() {
    double[] values = new double[rows];
    try (DoublePointer pointer = new DoublePointer((long) rows)) {
      Blas.symmetricEigen(rows, data, pointer);
      pointer.get(values);
    }
    return values;
  }

  @Override
  public void close() {
    data.close();
  }
}
