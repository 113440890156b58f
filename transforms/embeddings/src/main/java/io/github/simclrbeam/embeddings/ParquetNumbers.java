package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.parquet.ColumnValues;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The lists of numbers of one row group's embedding column. */
final class ParquetNumbers {
  private final ColumnValues column;
  private final boolean halves;
  private float[] buffer = new float[64];

  ParquetNumbers(ColumnValues column) {
    this.column = column;
    this.halves = column.column().physical() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
  }

  /**
   * Returns the next row's list.
   *
   * @throws IllegalArgumentException if it is null or empty or holds a null
   */
  float[] next() throws IOException {
    int length = 0;
    do {
      if (!column.hasValue()) {
        throw new IllegalArgumentException("column embedding has fewer rows than the file");
      }
      if (column.isNull()) {
        throw new IllegalArgumentException("embedding must be numbers, but is empty or has nulls");
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, length * 2);
      }
      buffer[length++] = halves ? half(column.bytes()) : (float) column.number();
      column.next();
    } while (column.hasValue() && column.continuesRow());
    return Arrays.copyOf(buffer, length);
  }

  private static float half(byte[] bytes) {
    return Half.toFloat((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8);
  }
}
