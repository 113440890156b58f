package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.parquet.ColumnValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Values of columns that hold one value a row, whatever type they were written with. */
final class ParquetCells {
  private ParquetCells() {}

  /** Returns the next text; {@code absent} when it is null or the column (null) is not there. */
  static String text(ColumnValues column, String absent) throws IOException {
    Object value = next(column);
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return value == null ? absent : value.toString();
  }

  /** Returns the next label; empty when it is null or the column (null) is not there. */
  static OptionalInt label(ColumnValues column) throws IOException {
    Object value = next(column);
    if (value instanceof Long integer) {
      return Labels.of(integer.longValue());
    }
    return value == null ? OptionalInt.empty() : Labels.of(((Double) value).doubleValue());
  }

  private static Object next(ColumnValues column) throws IOException {
    if (column == null) {
      return null;
    }
    Object value = column.value();
    column.next();
    return value;
  }
}
