package io.github.simclrbeam.augment;

/** Exchanges rows and columns, several rows at once so that each column's cache line serves all. */
final class Transposition {
  /** Rows turned at once. */
  static final int ROWS = 8;

  private Transposition() {}

  /**
   * Writes value i of row j to place {@code at + j} of column i.
   *
   * @param count number of rows, at most {@link #ROWS}
   * @param columns number of columns to write
   */
  static void turn(RowBuffer rows, int count, RowBuffer target, int at, int columns) {
    if (count == ROWS) {
      turnAll(rows, target, at, columns);
      return;
    }
    for (int j = 0; j < count; j++) {
      float[] row = rows.row(j);
      for (int i = 0; i < columns; i++) {
        target.row(i)[at + j] = row[i];
      }
    }
  }

  private static void turnAll(RowBuffer rows, RowBuffer target, int at, int columns) {
    float[][] all = target.rows();
    float[] row0 = rows.row(0);
    float[] row1 = rows.row(1);
    float[] row2 = rows.row(2);
    float[] row3 = rows.row(3);
    float[] row4 = rows.row(4);
    float[] row5 = rows.row(5);
    float[] row6 = rows.row(6);
    float[] row7 = rows.row(7);
    for (int i = 0; i < columns; i++) {
      float[] column = all[i];
      column[at] = row0[i];
      column[at + 1] = row1[i];
      column[at + 2] = row2[i];
      column[at + 3] = row3[i];
      column[at + 4] = row4[i];
      column[at + 5] = row5[i];
      column[at + 6] = row6[i];
      column[at + 7] = row7[i];
    }
  }
}
