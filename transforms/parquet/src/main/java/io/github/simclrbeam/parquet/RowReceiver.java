package io.github.simclrbeam.parquet;

import java.io.IOException;

/** Takes the rows of a table, one after the other. */
@FunctionalInterface
public interface RowReceiver {
  /**
   * Takes a row.
   *
   * @param row its number in the file, from 0
   * @param values one for each column that was asked for, in that order, as {@link
   *     ColumnValues#value} gives them; the array is the receiver's own
   */
  void accept(long row, Object[] values) throws IOException;
}
