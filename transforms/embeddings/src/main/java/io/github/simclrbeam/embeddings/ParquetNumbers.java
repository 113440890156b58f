package io.github.simclrbeam.embeddings;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The lists of numbers of one row group's embedding column. */
final class ParquetNumbers {
  private final ColumnReader column;
  private final PrimitiveTypeName type;
  private final int defined;
  private long left;
  private float[] buffer = new float[64];

  /**
   * @param values how many the row group has, nulls included
   */
  ParquetNumbers(ColumnReader column, long values) {
    this.column = column;
    this.type = column.getDescriptor().getPrimitiveType().getPrimitiveTypeName();
    this.defined = column.getDescriptor().getMaxDefinitionLevel();
    this.left = values;
  }

  /**
   * Returns the next row's list.
   *
   * @throws IllegalArgumentException if it is null or empty or holds a null
   */
  float[] next() {
    int length = 0;
    do {
      if (left == 0) {
        throw new IllegalArgumentException("column embedding has fewer rows than the file");
      }
      if (column.getCurrentDefinitionLevel() < defined) {
        throw new IllegalArgumentException("embedding must be numbers, but is empty or has nulls");
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, length * 2);
      }
      buffer[length++] = number();
      column.consume();
      left--;
    } while (left > 0 && column.getCurrentRepetitionLevel() > 0);
    return Arrays.copyOf(buffer, length);
  }

  private float number() {
    return switch (type) {
      case FLOAT -> column.getFloat();
      case DOUBLE -> (float) column.getDouble();
      default -> half(column.getBinary());
    };
  }

  private static float half(Binary value) {
    byte[] bytes = value.getBytesUnsafe();
    return Half.toFloat((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8);
  }
}
