package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The values of a .npy file, read one after the other. Not thread-safe. */
final class NpyArray implements AutoCloseable {
  private final String uri;
  private final InputStream in;
  private final NpyHeader header;
  private final byte[] item;
  private final ByteBuffer buffer;

  private NpyArray(String uri, InputStream in, NpyHeader header) {
    this.uri = uri;
    this.in = in;
    this.header = header;
    this.item = new byte[header.itemBytes()];
    this.buffer =
        ByteBuffer.wrap(item)
            .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  static NpyArray open(String uri) throws IOException {
    InputStream in = new BufferedInputStream(StoredFile.open(uri), 1 << 16);
    try {
      return new NpyArray(uri, in, NpyHeader.read(in, uri, StoredFile.size(uri)));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  NpyHeader header() {
    return header;
  }

  /** Reads the next value as a number. */
  double number() throws IOException {
    fill();
    return switch (typed()) {
      case "f2" -> Half.toFloat(buffer.getShort(0) & 0xffff);
      case "f4" -> buffer.getFloat(0);
      case "f8" -> buffer.getDouble(0);
      default -> integer(typed());
    };
  }

  /** Reads the next value as an integer. */
  long integer() throws IOException {
    fill();
    return integer(typed());
  }

  /** Reads the next value as text. */
  String text() throws IOException {
    if (header.kind() != 'U' && header.kind() != 'S') {
      return Long.toString(integer());
    }
    fill();
    // NumPy fills short values up with zeros.
    Charset charset =
        header.kind() == 'S'
            ? StandardCharsets.UTF_8
            : Charset.forName(header.bigEndian() ? "UTF-32BE" : "UTF-32LE");
    String text = new String(item, charset);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private long integer(String type) throws IOException {
    return switch (type) {
      case "b1", "u1" -> buffer.get(0) & 0xff;
      case "i1" -> buffer.get(0);
      case "i2" -> buffer.getShort(0);
      case "u2" -> buffer.getShort(0) & 0xffff;
      case "i4" -> buffer.getInt(0);
      case "u4" -> buffer.getInt(0) & 0xffffffffL;
      case "i8", "u8" -> buffer.getLong(0);
      default ->
          throw new IncompatibleFormatException(
              "values must be numbers of a usual type, but were: %s (%s)".formatted(type, uri));
    };
  }

  private String typed() {
    return header.kind() + Integer.toString(header.itemBytes());
  }

  private void fill() throws IOException {
    if (in.readNBytes(item, 0, item.length) < item.length) {
      throw new EOFException("the file ends within its values (" + uri + ")");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
