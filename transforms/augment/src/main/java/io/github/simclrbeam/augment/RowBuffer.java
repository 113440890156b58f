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

  /** The row; beyond the last one the first follows, so that the rows can serve as a ring. */
  float[] row(int index) {
    return rows[index < rows.length ? index : index % rows.length];
  }

  /** All rows, for a loop over many of them. */
  float[][] rows() {
    return rows;
  }

  /**
   * The sum of every {@code step}th row from {@code first} on, each with its weight, from left to
   * right.
   *
   * @param weights those of the rows stand from {@code at} on
   * @param count number of rows, even: a row of weight 0 changes nothing
   */
  void sum(int first, int step, float[] weights, int at, int count, float[] out, int length) {
    int k;
    if (count % 4 == 0) {
      Rows.weigh(
          out,
          row(first),
          weights[at],
          row(first + step),
          weights[at + 1],
          row(first + 2 * step),
          weights[at + 2],
          row(first + 3 * step),
          weights[at + 3],
          length);
      k = 4;
    } else {
      Rows.weigh(out, row(first), weights[at], row(first + step), weights[at + 1], length);
      k = 2;
    }
    for (; k < count; k += 4) {
      int row = first + k * step;
      Rows.add(
          out,
          row(row),
          weights[at + k],
          row(row + step),
          weights[at + k + 1],
          row(row + 2 * step),
          weights[at + k + 2],
          row(row + 3 * step),
          weights[at + k + 3],
          length);
    }
  }
}
