package io.github.simclrbeam.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * A cursor over the values of one column of one row group. It stands on the first, if there is any.
 * In memory is one page of the column (compressed and not) and its dictionary. All methods that
 * move it or read throw {@link CorruptParquetException} if the file is damaged. Not thread-safe.
 */
public final class ColumnValues {
  private final ParquetColumn column;
  private final String file;
  private final String place;
  private final int defined;
  private final boolean unsigned;
  private final ColumnReader reader;
  private long left;

  /**
   * @param group the row group's index, for messages
   */
  ColumnValues(FileBytes file, Chunk chunk, int group) throws IOException {
    ColumnDescriptor descriptor = chunk.column();
    this.column = ParquetColumn.of(descriptor);
    this.file = file.uri();
    this.place = "column %s of row group %d: ".formatted(column.path(), group);
    this.defined = descriptor.getMaxDefinitionLevel();
    this.unsigned = column.unsigned();
    this.left = chunk.values();
    this.reader = left == 0 ? null : reader(descriptor, new ColumnPages(file, chunk));
  }

  /** Returns the column. */
  public ParquetColumn column() {
    return column;
  }

  /** Returns whether it stands on a value or a null; false behind the last. */
  public boolean hasValue() {
    return left > 0;
  }

  /** Returns whether the value is absent. */
  public boolean isNull() {
    return reader.getCurrentDefinitionLevel() < defined;
  }

  /** Returns whether the value belongs to the row of the one before, as in lists. */
  public boolean continuesRow() {
    return reader.getCurrentRepetitionLevel() > 0;
  }

  /** Moves to the next value. */
  public void next() throws IOException {
    try {
      reader.consume();
      left--;
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  /**
   * Returns the value: byte[] for BINARY, FIXED_LEN_BYTE_ARRAY and INT96, Long for INT32, INT64 and
   * BOOLEAN (0 or 1), Double for FLOAT and DOUBLE; null when it is absent.
   */
  public Object value() throws IOException {
    if (isNull()) {
      return null;
    }
    return switch (column.physical()) {
      case INT32, INT64, BOOLEAN -> (Object) integer();
      case FLOAT, DOUBLE -> number();
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> bytes();
    };
  }

  /**
   * Returns the integer of a column of INT32, INT64 or BOOLEAN (0 or 1). Unsigned ones are as the
   * column means them, which a file is refused for when one is 2^63 or more.
   */
  public long integer() throws IOException {
    try {
      return switch (column.physical()) {
        case BOOLEAN -> reader.getBoolean() ? 1 : 0;
        case INT32 -> unsigned ? Integer.toUnsignedLong(reader.getInteger()) : reader.getInteger();
        default -> unsigned ? atMostLong(reader.getLong()) : reader.getLong();
      };
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  /** Returns the number of a column of FLOAT or DOUBLE. */
  public double number() throws IOException {
    try {
      return switch (column.physical()) {
        case FLOAT -> reader.getFloat();
        default -> reader.getDouble();
      };
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  /** Returns the bytes of a column of BINARY, FIXED_LEN_BYTE_ARRAY or INT96; not to be changed. */
  public byte[] bytes() throws IOException {
    try {
      return reader.getBinary().getBytes();
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  private ColumnReader reader(ColumnDescriptor descriptor, ColumnPages pages) throws IOException {
    try {
      // Values are asked for one by one, so nothing is ever converted.
      return new ColumnReaderImpl(descriptor, pages, new PrimitiveConverter() {}, null);
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  private static long atMostLong(long bits) {
    if (bits < 0) {
      throw new IllegalArgumentException(
          "an integer must be at most %d, but was: %s"
              .formatted(Long.MAX_VALUE, Long.toUnsignedString(bits)));
    }
    return bits;
  }

  /** The library reports damage in a dozen ways. */
  private IOException fault(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UncheckedIOException io) {
        return io.getCause();
      }
    }
    return CorruptParquetException.of(file, place, e);
  }
}
