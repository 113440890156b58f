package io.github.simclrbeam.evaluate;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The few OpenBLAS routines in use, all row-major, each on the calling thread alone. OpenBLAS's own
 * threads would divide sums by the machine's cores, so that bits depend on them, and would spin
 * while the others work; callers divide their work themselves.
 */
final class Blas {
  static {
    blas_set_num_threads(1);
  }

  private Blas() {}

  /** {@code c = op(a) op(b) + beta c}, with op(a) of m x k and op(b) of k x n. */
  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      DoublePointer a,
      int strideA,
      DoublePointer b,
      int strideB,
      double beta,
      DoublePointer c) {
    cblas_dgemm(
        CblasRowMajor,
        order(transposeA),
        order(transposeB),
        m,
        n,
        k,
        1,
        a,
        strideA,
        b,
        strideB,
        beta,
        c,
        n);
  }

  /** {@code c = a bᵀ}, with a of m x k and b of n x k. */
  static void multiplyTransposed(
      int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n);
  }

  /**
   * Eigenvalues by rising size into {@code values}, and eigenvectors over the symmetric matrix: one
   * in each row.
   *
   * @throws ArithmeticException if the iteration does not converge
   */
  static void symmetricEigen(int size, DoublePointer matrix, DoublePointer values) {
    // In column order an eigenvector is a column; read in row order that is a row.
    int failed =
        LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', size, matrix, size, values);
    if (failed != 0) {
      throw new ArithmeticException(
          "the eigenvalues of a "
              + size
              + " x "
              + size
              + " matrix must converge, but dsyevd said: "
              + failed);
    }
  }

  private static int order(boolean transpose) {
    return transpose ? CblasTrans : CblasNoTrans;
  }
}
