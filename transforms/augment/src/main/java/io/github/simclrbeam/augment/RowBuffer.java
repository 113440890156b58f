package io.github.simclrbeam.augment;

/** Float rows that are kept between calls. Their contents are undefined after {@link #reserve}. */
final class RowBuffer {
  private static final long KEPT_FLOATS = 4L << 20;

  private float[][] rows = new float[0][0];
  private int width;

  /** Makes room for so many rows of at least this width. */
  void reserve(int count, int length) {
    if (rows.length >= count && width >= length) {
      return;
    }
    int newCount = Math.max(rows.length, count);
    width = Math.max(width, length);
    if ((long) newCount * width > KEPT_FLOATS) {
      // A very tall and a very wide image after each other must not claim their product.
      newCount = count;
      width = length;
    }
    rows = new float[newCount][width];
  }

  /** Number of rows there are, at least as many as were reserved. */
  int count() {
    return rows.length;
  }

  float[] row(int index) {
    return rows[index];
  }
}
