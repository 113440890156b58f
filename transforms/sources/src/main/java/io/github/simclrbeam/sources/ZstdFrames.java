package io.github.simclrbeam.sources;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The frames of a zstd file (RFC 8878, section 3.1), walked through and checked before the decoder
 * gets them: the decoder here knows no skippable frames (they are left out), and would take any
 * window that a frame asks for.
 */
final class ZstdFrames extends InputStream {
  /** What every decoder should offer by the RFC; the levels up to 19 need no more. */
  static final int MOST_WINDOW_BYTES = 8 << 20;

  private static final int MOST_BLOCK_BYTES = 128 << 10;
  private static final int MAGIC = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int MOST_LEVEL = 19;
  private static final int RLE = 1;
  private static final int RESERVED = 3;

  private final InputStream in;
  private boolean any;
  private boolean within;
  private boolean last;
  private boolean checksum;
  private byte[] header = new byte[0];
  private int headerRead;
  private int bodyLeft;
  private long declared;

  ZstdFrames(InputStream in) {
    this.in = in;
  }

  /**
   * Returns the uncompressed bytes of all frames so far by their headers; negative when one does
   * not say.
   */
  long declaredBytes() {
    return declared;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (headerRead == header.length && bodyLeft == 0) {
      if (!advance()) {
        return -1;
      }
    }
    if (headerRead < header.length) {
      int copied = Math.min(length, header.length - headerRead);
      System.arraycopy(header, headerRead, bytes, offset, copied);
      headerRead += copied;
      return copied;
    }
    int read = in.read(bytes, offset, Math.min(length, bodyLeft));
    if (read < 0) {
      throw new EOFException();
    }
    bodyLeft -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Goes to the next header or checksum; false at the end of the file. */
  private boolean advance() throws IOException {
    if (!within) {
      return nextFrame();
    }
    if (last) {
      within = false;
      bodyLeft = checksum ? 4 : 0;
      return true;
    }
    pass(exactly(3));
    int block = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    last = (block & 1) != 0;
    int type = block >>> 1 & 3;
    int size = block >>> 3;
    if (type == RESERVED || size > MOST_BLOCK_BYTES) {
      throw new IOException(
          "a zstd block must be of type 0 to 2 with at most %d bytes, but is of type %d with %d"
              .formatted(MOST_BLOCK_BYTES, type, size));
    }
    bodyLeft = type == RLE ? 1 : size;
    return true;
  }

  private boolean nextFrame() throws IOException {
    byte[] start = in.readNBytes(4);
    if (start.length == 0 && any) {
      return false;
    }
    if (start.length < 4) {
      throw new EOFException();
    }
    int magic = littleEndian(start).getInt();
    if ((magic & ~0xf) == SKIPPABLE) {
      in.skipNBytes(littleEndian(exactly(4)).getInt() & 0xffffffffL);
      return true;
    }
    if (magic != MAGIC) {
      throw new IOException("no zstd frame begins with 0x%08x".formatted(magic));
    }
    frame(start);
    return true;
  }

  private void frame(byte[] start) throws IOException {
    int descriptor = exactly(1)[0] & 0xff;
    boolean single = (descriptor & 0x20) != 0;
    int dictionaryBytes = (1 << (descriptor & 3)) >> 1;
    int sizeFlag = descriptor >>> 6;
    int sizeBytes = sizeFlag == 0 ? (single ? 1 : 0) : 1 << sizeFlag;
    byte[] rest = exactly((single ? 0 : 1) + dictionaryBytes + sizeBytes);
    if (dictionaryBytes > 0) {
      throw new IOException("zstd data that needs a dictionary is not read");
    }
    long content = number(Arrays.copyOfRange(rest, rest.length - sizeBytes, rest.length));
    content += sizeBytes == 2 ? 256 : 0;
    checkWindow(single ? content : window(rest[0] & 0xff));
    declared = sizeBytes == 0 || content < 0 || declared < 0 ? -1 : declared + content;
    checksum = (descriptor & 4) != 0;
    any = true;
    within = true;
    last = false;
    pass(ByteBuffer.allocate(5 + rest.length).put(start).put((byte) descriptor).put(rest).array());
  }

  private static long window(int descriptor) {
    long base = 1L << (10 + (descriptor >>> 3));
    return base + base / 8 * (descriptor & 7);
  }

  private static void checkWindow(long bytes) throws IOException {
    if (bytes < 0 || bytes > MOST_WINDOW_BYTES) {
      throw new IOException(
          "its zstd window must have at most %d bytes, but has %s: compress again by a level up to %d and without --long"
              .formatted(MOST_WINDOW_BYTES, Long.toUnsignedString(bytes), MOST_LEVEL));
    }
  }

  private void pass(byte[] bytes) {
    header = bytes;
    headerRead = 0;
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long number(byte[] littleEndian) {
    return littleEndian(Arrays.copyOf(littleEndian, 8)).getLong();
  }
}
