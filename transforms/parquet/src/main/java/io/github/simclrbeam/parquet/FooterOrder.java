package io.github.simclrbeam.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Puts the lists of encodings in a Parquet file's footer in order. The library takes them from hash
 * sets of enum constants, whose order is another one in each process.
 */
final class FooterOrder extends FilterOutputStream {
  /** The footer's length (four bytes, little-endian) and the magic number behind it. */
  private static final int TAIL_BYTES = 8;

  private ByteArrayOutputStream end;

  FooterOrder(OutputStream out) {
    super(out);
  }

  /** Says that what follows ends with the footer; it is held back until {@link #close}. */
  void expectFooter() {
    end = new ByteArrayOutputStream();
  }

  @Override
  public void write(int b) throws IOException {
    (end == null ? out : end).write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    (end == null ? out : end).write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    try (OutputStream file = out) {
      if (end != null) {
        writeEnd(end.toByteArray(), file);
        end = null;
      }
    }
  }

  private static void writeEnd(byte[] bytes, OutputStream out) throws IOException {
    int tail = bytes.length - TAIL_BYTES;
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(tail);
    int start = tail - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, start, length));
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        column.getMeta_data().getEncodings().sort(null);
      }
    }
    ByteArrayOutputStream ordered = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, ordered);
    if (ordered.size() != length) {
      throw new IOException(
          "the footer must have %d bytes, but had: %d".formatted(length, ordered.size()));
    }
    out.write(bytes, 0, start);
    ordered.writeTo(out);
    out.write(bytes, tail, TAIL_BYTES);
  }
}
