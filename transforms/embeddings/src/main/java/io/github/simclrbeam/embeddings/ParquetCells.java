package io.github.simclrbeam.embeddings;

import java.util.OptionalInt;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Values of columns that hold one value a row, whatever type they were written with. */
final class ParquetCells {
  private ParquetCells() {}

  /** Returns the next text; {@code absent} when it is null or the column (null) is not there. */
  static String text(ColumnReader column, String absent) {
    if (column == null) {
      return absent;
    }
    String value = isNull(column) ? absent : text(column);
    column.consume();
    return value;
  }

  /** Returns the next label; empty when it is null or the column (null) is not there. */
  static OptionalInt label(ColumnReader column) {
    if (column == null) {
      return OptionalInt.empty();
    }
    OptionalInt label = isNull(column) ? OptionalInt.empty() : value(column);
    column.consume();
    return label;
  }

  private static OptionalInt value(ColumnReader column) {
    return switch (type(column)) {
      case INT32 -> Labels.of(column.getInteger());
      case INT64 -> Labels.of(column.getLong());
      case FLOAT -> Labels.of((double) column.getFloat());
      default -> Labels.of(column.getDouble());
    };
  }

  private static String text(ColumnReader column) {
    return switch (type(column)) {
      case INT32 -> Integer.toString(column.getInteger());
      case INT64 -> Long.toString(column.getLong());
      default -> column.getBinary().toStringUsingUTF8();
    };
  }

  private static boolean isNull(ColumnReader column) {
    return column.getCurrentDefinitionLevel() < column.getDescriptor().getMaxDefinitionLevel();
  }

  private static PrimitiveTypeName type(ColumnReader column) {
    return column.getDescriptor().getPrimitiveType().getPrimitiveTypeName();
  }
}
