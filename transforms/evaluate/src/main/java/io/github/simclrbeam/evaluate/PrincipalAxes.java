package io.github.simclrbeam.evaluate;

import java.util.Arrays;

/**
 * The directions in which centred rows spread, by falling spread, and the rows in those
 * coordinates. Directions without spread are left out, so that n rows of many more features become
 * n short rows.
 *
 * <p>With A the n x D rows: for n >= D the axes are the eigenvectors of AᵀA; for n &lt; D those of
 * AAᵀ give the same axes through Aᵀu/√λ at a fraction of the price.
 *
 * @param axes r axes of D numbers, one in each row
 * @param energies r eigenvalues of AᵀA, all positive: n times the variance along each axis
 * @param coordinates the rows in the axes, n x r
 */
record PrincipalAxes(Matrix axes, double[] energies, Matrix coordinates) implements AutoCloseable {
  /** Eigenvalues of a Gram matrix carry rounding of about this share of the largest. */
  private static final double ROUNDING = 1e-13;

  /** The axes of rows. The rows stay the caller's. */
  static PrincipalAxes of(Matrix rows) {
    return rows.rows() >= rows.columns() ? ofTallRows(rows) : ofWideRows(rows);
  }

  private static PrincipalAxes ofTallRows(Matrix rows) {
    try (Matrix gram = rows.transposedTimes(rows)) {
      double[] values = gram.intoEigenvectors();
      int[] kept = kept(values);
      Matrix axes = gram.select(kept);
      return new PrincipalAxes(axes, pick(values, kept), rows.timesTransposed(axes));
    }
  }

  private static PrincipalAxes ofWideRows(Matrix rows) {
    try (Matrix gram = rows.timesTransposed(rows)) {
      double[] values = gram.intoEigenvectors();
      int[] kept = kept(values);
      double[] energies = pick(values, kept);
      try (Matrix vectors = gram.select(kept);
          Matrix scaled = vectors.times(rows)) {
        double[] axis = new double[rows.columns()];
        Matrix axes = Matrix.zeros(kept.length, rows.columns());
        for (int i = 0; i < kept.length; i++) {
          scaled.getRow(i, axis);
          for (int j = 0; j < axis.length; j++) {
            axis[j] /= Math.sqrt(energies[i]);
          }
          axes.setRow(i, axis);
        }
        return new PrincipalAxes(axes, energies, rows.timesTransposed(axes));
      }
    }
  }

  /** Indices of the eigenvalues that are more than rounding, the largest first. */
  private static int[] kept(double[] rising) {
    double largest = rising.length == 0 ? 0 : rising[rising.length - 1];
    int count = 0;
    int[] kept = new int[rising.length];
    for (int i = rising.length - 1; i >= 0; i--) {
      if (rising[i] > largest * ROUNDING * rising.length && rising[i] > 0) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static double[] pick(double[] values, int[] indices) {
    double[] picked = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      picked[i] = values[indices[i]];
    }
    return picked;
  }

  @Override
  public void close() {
    axes.close();
    coordinates.close();
  }
}
