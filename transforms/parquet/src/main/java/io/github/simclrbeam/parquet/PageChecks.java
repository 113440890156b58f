package io.github.simclrbeam.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.schema.PrimitiveType;

/**
 * What Parquet's decoders believe without looking: they make room for as many values as a page's
 * bytes say will follow. Complaints are IllegalArgumentExceptions.
 */
final class PageChecks {
  private static final int MAX_EMPTY_GROUPS = 1 << 16;

  private PageChecks() {}

  /** A page of the first version: levels and values in one run of bytes. */
  static void page(
      ColumnDescriptor column, byte[] page, int values, Encoding r, Encoding d, Encoding v) {
    ByteBuffer bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    skipLevels(bytes, r, column.getMaxRepetitionLevel(), values);
    skipLevels(bytes, d, column.getMaxDefinitionLevel(), values);
    values(bytes, v, values);
  }

  /** The levels of a page of the second version. */
  static void levels(byte[] levels, int max, int values) {
    if (max > 0) {
      runs(ByteBuffer.wrap(levels), BytesUtils.getWidthFromMaxInt(max), values);
    }
  }

  /** The values of a page of the second version. */
  static void values(byte[] data, Encoding encoding, int values) {
    values(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN), encoding, values);
  }

  /** A dictionary of as many entries as its page's header says. */
  static void dictionary(PrimitiveType type, byte[] page, int entries) {
    long bytes =
        switch (type.getPrimitiveTypeName()) {
          case BINARY -> texts(page, entries);
          case FIXED_LEN_BYTE_ARRAY -> (long) entries * type.getTypeLength();
          case INT96 -> 12L * entries;
          case INT64, DOUBLE -> 8L * entries;
          case INT32, FLOAT -> 4L * entries;
          case BOOLEAN -> throw new IllegalArgumentException("booleans have no dictionary");
        };
    if (entries < 0 || bytes > page.length) {
      throw new IllegalArgumentException(
          "a dictionary of %d bytes cannot have %d entries".formatted(page.length, entries));
    }
  }

  /** Returns how many bytes the entries take, or more than there are. */
  private static long texts(byte[] page, int entries) {
    ByteBuffer bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < entries; i++) {
      int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        return Long.MAX_VALUE;
      }
      bytes.position(bytes.position() + length);
    }
    return bytes.position();
  }

  private static void skipLevels(ByteBuffer bytes, Encoding encoding, int max, int values) {
    if (max == 0) {
      return;
    }
    int width = BytesUtils.getWidthFromMaxInt(max);
    switch (encoding) {
      case RLE -> runs(prefixed(bytes), width, values);
      case BIT_PACKED -> slice(bytes, ((long) width * values + 7) / 8);
      default -> throw new IllegalArgumentException("levels must be RLE, but were: " + encoding);
    }
  }

  private static void values(ByteBuffer bytes, Encoding encoding, int values) {
    switch (encoding) {
      case RLE_DICTIONARY, PLAIN_DICTIONARY -> {
        if (bytes.hasRemaining()) {
          runs(bytes, bytes.get() & 0xff, values);
        }
      }
      case RLE -> runs(prefixed(bytes), 1, values);
      case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY ->
          DeltaChecks.header(bytes.slice(), values);
      case DELTA_BYTE_ARRAY -> DeltaChecks.prefixes(bytes.slice(), values);
      default -> {
        // Plain values and split bytes are as many as there are bytes.
      }
    }
  }

  /** Follows the headers of runs (repeated or bit-packed), until there are enough values. */
  private static void runs(ByteBuffer bytes, int width, int values) {
    long seen = 0;
    while (seen < values && bytes.hasRemaining()) {
      int header = varInt(bytes);
      int count = header >>> 1;
      boolean packed = (header & 1) != 0;
      // Some writers cut the last group of eight.
      if (packed
          && (width == 0 ? count > MAX_EMPTY_GROUPS : (count - 1L) * width > bytes.remaining())) {
        throw new IllegalArgumentException(
            "a run of %d x 8 values of %d bits has only %d bytes"
                .formatted(count, width, bytes.remaining()));
      }
      long skipped = packed ? (long) count * width : (width + 7) / 8;
      bytes.position(bytes.position() + (int) Math.min(skipped, bytes.remaining()));
      seen += packed ? 8L * count : count;
    }
  }

  /** Returns the number that stands next; what is cut or too long, the decoder complains of. */
  static int varInt(ByteBuffer bytes) {
    int value = 0;
    for (int shift = 0; bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  private static ByteBuffer prefixed(ByteBuffer bytes) {
    return slice(bytes, bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt());
  }

  private static ByteBuffer slice(ByteBuffer bytes, long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException(
          "%d bytes cannot hold %d bytes of runs".formatted(bytes.remaining(), length));
    }
    ByteBuffer part = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return part;
  }
}
