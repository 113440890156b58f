package io.github.simclrbeam.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/** Delta encodings, whose decoders make room for what a header or a length says. */
final class DeltaChecks {
  /** Writers take 128 to 2048; the format knows no limit. */
  private static final int MAX_BLOCK_VALUES = 1 << 13;

  private DeltaChecks() {}

  /**
   * Checks the header of delta-encoded numbers at the buffer's position, which stays.
   *
   * @return how many numbers follow
   * @throws IllegalArgumentException if they are more than {@code values} or than the bytes can be
   */
  static int header(ByteBuffer bytes, int values) {
    ByteBuffer header = bytes.duplicate();
    if (!header.hasRemaining()) {
      return 0;
    }
    int block = PageChecks.varInt(header);
    int parts = PageChecks.varInt(header);
    int count = PageChecks.varInt(header);
    if (block < 1 || block > MAX_BLOCK_VALUES || parts < 1 || parts > block) {
      throw new IllegalArgumentException(
          "a block must be 1 to %d values, but is %d in %d parts"
              .formatted(MAX_BLOCK_VALUES, block, parts));
    }
    // The first number stands in the header, and a block has a byte for each part and one more.
    long blocks = (count - 2L + block) / block;
    if (count < 0 || count > values || (1L + parts) * blocks > header.remaining()) {
      throw new IllegalArgumentException(
          "a page of %d values and %d bytes cannot have %d deltas"
              .formatted(values, header.remaining(), count));
    }
    return count;
  }

  /**
   * Checks texts that share a beginning with the one before.
   *
   * @throws IllegalArgumentException if one shares more than the one before has
   */
  static void prefixes(ByteBuffer bytes, int values) {
    int[] shared = lengths(bytes, values);
    int[] own = lengths(bytes, values);
    long before = 0;
    for (int i = 0; i < shared.length; i++) {
      if (shared[i] < 0 || shared[i] > before || i >= own.length || own[i] < 0) {
        throw new IllegalArgumentException(
            "text %d must share at most %d bytes, but shares: %d".formatted(i, before, shared[i]));
      }
      before = (long) shared[i] + own[i];
    }
  }

  /** Returns the numbers at the buffer's position, which moves behind them. */
  private static int[] lengths(ByteBuffer bytes, int values) {
    int[] lengths = new int[header(bytes, values)];
    ByteBufferInputStream in = ByteBufferInputStream.wrap(bytes.slice());
    DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
    try {
      reader.initFromPage(values, in);
    } catch (IOException e) {
      throw new IllegalArgumentException("a page is cut: " + e.getMessage(), e);
    }
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = reader.readInteger();
    }
    bytes.position(bytes.position() + (int) in.position());
    return lengths;
  }
}
