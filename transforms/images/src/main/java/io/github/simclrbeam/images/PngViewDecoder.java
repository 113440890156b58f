package io.github.simclrbeam.images;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes PNGs as {@link PngEncoder} writes them, and no others: 8 bits, gray or RGB, no interlace,
 * the chunks IHDR, IDAT and IEND. For small views that is twice as fast as asking OpenCV, and
 * training reads them all the time. Whatever is different, or wrong, is left to the general
 * decoder. Not thread-safe.
 */
final class PngViewDecoder {
  /** Of the signature and IHDR. */
  private static final int HEADER_END = 33;

  /** Of a chunk's length, name and checksum. */
  private static final int FRAME_BYTES = 12;

  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Of larger views decoding itself takes the time, and OpenCV's is as fast. */
  private static final int MOST_BYTES = 1 << 15;

  private static final ThreadLocal<PngViewDecoder> OF_THREAD =
      ThreadLocal.withInitial(PngViewDecoder::new);

  private final Inflater inflater = new Inflater();
  private final CRC32 crc = new CRC32();
  private byte[] rows = new byte[0];

  private PngViewDecoder() {}

  /** Returns height x width x channels bytes; null if the PNG is not one of ours, and whole. */
  static byte[] decode(byte[] png, int size, int channels) {
    long rowBytes = (long) size * channels;
    if (size * (rowBytes + 1) > MOST_BYTES) {
      return null;
    }
    return OF_THREAD.get().decoded(png, size, channels);
  }

  private byte[] decoded(byte[] png, int size, int channels) {
    int data = HEADER_END + 8;
    // Of the one chunk between the header and IEND.
    int length = png.length - HEADER_END - 2 * FRAME_BYTES;
    int end = HEADER_END + FRAME_BYTES + length;
    boolean ours =
        length > 0
            && Arrays.equals(png, 0, 8, SIGNATURE, 0, 8)
            && chunk(png, 8, 13, IHDR)
            && u32(png, 16) == size
            && u32(png, 20) == size
            && u32(png, 24) == (8 << 24 | (channels == 1 ? 0 : 2 << 16))
            && png[28] == 0
            && chunk(png, HEADER_END, length, IDAT)
            && chunk(png, end, 0, IEND);
    int rowBytes = size * channels;
    return ours && inflate(png, data, length, size * (rowBytes + 1))
        ? unfiltered(size, rowBytes, channels)
        : null;
  }

  /** Returns whether a chunk of this length and name stands there, with the right checksum. */
  private boolean chunk(byte[] png, int at, int length, int name) {
    if (u32(png, at) != length || u32(png, at + 4) != name) {
      return false;
    }
    crc.reset();
    crc.update(png, at + 4, length + 4);
    return (int) crc.getValue() == u32(png, at + 8 + length);
  }

  /** Returns whether the data are this many bytes, and the checksum behind them is right. */
  private boolean inflate(byte[] png, int data, int length, int expected) {
    if (rows.length <= expected) {
      rows = new byte[expected + 1];
    }
    inflater.reset();
    inflater.setInput(png, data, length);
    try {
      // Room for one byte more than there may be: so the end is seen at once.
      int got = inflater.inflate(rows, 0, expected + 1);
      return got == expected && inflater.finished() && inflater.getRemaining() == 0;
    } catch (DataFormatException e) {
      return false;
    }
  }

  /** Returns null if a filter is unknown. */
  private byte[] unfiltered(int height, int rowBytes, int step) {
    byte[] out = new byte[height * rowBytes];
    for (int y = 0; y < height; y++) {
      int from = y * (rowBytes + 1);
      int to = y * rowBytes;
      int filter = rows[from];
      System.arraycopy(rows, from + 1, out, to, rowBytes);
      switch (filter) {
        case 0 -> {}
        case 1 -> addLeft(out, to, rowBytes, step);
        case 2 -> addUp(out, to, rowBytes);
        case 3 -> addAverage(out, to, rowBytes, step);
        case 4 -> addPaeth(out, to, rowBytes, step);
        default -> {
          return null;
        }
      }
    }
    return out;
  }

  private static void addLeft(byte[] out, int row, int rowBytes, int step) {
    for (int i = row + step; i < row + rowBytes; i++) {
      out[i] += out[i - step];
    }
  }

  /** Above the first row is nothing. */
  private static void addUp(byte[] out, int row, int rowBytes) {
    if (row > 0) {
      for (int i = row; i < row + rowBytes; i++) {
        out[i] += out[i - rowBytes];
      }
    }
  }

  private static void addAverage(byte[] out, int row, int rowBytes, int step) {
    for (int c = 0; c < step; c++) {
      int left = 0;
      for (int i = row + c; i < row + rowBytes; i += step) {
        int up = row == 0 ? 0 : out[i - rowBytes] & 0xff;
        left = out[i] + (left + up >> 1) & 0xff;
        out[i] = (byte) left;
      }
    }
  }

  /** Adds the one of left, up and corner that is nearest to left + up - corner. */
  private static void addPaeth(byte[] out, int row, int rowBytes, int step) {
    if (row == 0) {
      addLeft(out, row, rowBytes, step);
      return;
    }
    for (int c = 0; c < step; c++) {
      int left = 0;
      int corner = 0;
      for (int i = row + c; i < row + rowBytes; i += step) {
        int up = out[i - rowBytes] & 0xff;
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        // By masks: in noise, branches would be guessed wrong half of the time.
        int other = up ^ (up ^ corner) & (toCorner - toUp >> 31);
        int nearest = left ^ (left ^ other) & (Math.min(toUp, toCorner) - toLeft >> 31);
        left = out[i] + nearest & 0xff;
        out[i] = (byte) left;
        corner = up;
      }
    }
  }

  private static int u32(byte[] png, int at) {
    return png[at] << 24
        | (png[at + 1] & 0xff) << 16
        | (png[at + 2] & 0xff) << 8
        | (png[at + 3] & 0xff);
  }
}
