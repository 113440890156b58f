package io.github.simclrbeam.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.PageHeader;

/** The bytes of one column chunk, read front to back; in memory is what was asked for, no more. */
final class ChunkBytes {
  private static final int WINDOW_BYTES = 1 << 16;

  /** A header may carry the least and the largest value of its page. */
  private static final int MAX_HEADER_BYTES = 1 << 24;

  private final FileBytes file;
  private final long end;

  /** What was read ahead: from {@code at} to the array's end. */
  private byte[] window = {};

  private int at;

  /** Behind what was read ahead. */
  private long position;

  ChunkBytes(FileBytes file, Chunk chunk) {
    this.file = file;
    this.position = chunk.start();
    this.end = chunk.end();
  }

  /**
   * Reads the next page's header.
   *
   * @throws IllegalArgumentException if it is none, or goes beyond the chunk
   */
  PageHeader header() throws IOException {
    for (int wanted = window.length - at; ; wanted = Math.max(WINDOW_BYTES, wanted * 2)) {
      ahead(wanted);
      PageHeader header = new PageHeader();
      int length = ThriftBytes.header(window, at, header);
      if (length >= 0) {
        at += length;
        return header;
      }
      if (left() <= wanted || wanted >= MAX_HEADER_BYTES) {
        throw new IllegalArgumentException("a page header goes beyond the column's bytes");
      }
    }
  }

  /**
   * Reads the next bytes.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  byte[] take(int count) throws IOException {
    if (count < 0 || count > left()) {
      throw new IllegalArgumentException(
          "a page must have 0 to %d bytes, but says: %d".formatted(left(), count));
    }
    byte[] bytes = new byte[count];
    int known = Math.min(count, window.length - at);
    System.arraycopy(window, at, bytes, 0, known);
    at += known;
    file.read(position, bytes, known, count - known);
    position += count - known;
    return bytes;
  }

  private long left() {
    return end - position + window.length - at;
  }

  private void ahead(int wanted) throws IOException {
    int count = (int) Math.min(wanted, left());
    int known = window.length - at;
    if (count > known) {
      byte[] longer = Arrays.copyOf(Arrays.copyOfRange(window, at, window.length), count);
      file.read(position, longer, known, count - known);
      position += count - known;
      window = longer;
      at = 0;
    }
  }
}
