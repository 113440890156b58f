package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One image as PNG: 8 bits, gray or RGB, no interlace, one IDAT chunk. Each row takes the filter
 * whose residuals have the least sum of absolute values (PNG specification, 12.8), the first of
 * equals.
 */
final class PngEncoder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int FILTERS = 5;
  private static final int LEVEL = 6;

  private final Pixels pixels;
  private final int rowBytes;

  PngEncoder(Pixels pixels) {
    this.pixels = pixels;
    this.rowBytes = pixels.width() * pixels.channels();
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(pixels.width()).putInt(pixels.height());
    header.put((byte) 8).put((byte) (pixels.channels() == 1 ? 0 : 2));
    chunk(out, "IHDR", header.array(), header.capacity());
    byte[] filtered = filtered();
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(filtered);
      deflater.finish();
      byte[] deflated = new byte[filtered.length + filtered.length / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(deflated, length, deflated.length - length);
        if (length == deflated.length) {
          deflated = Arrays.copyOf(deflated, 2 * length);
        }
      }
      chunk(out, "IDAT", deflated, length);
    } finally {
      deflater.end();
    }
    chunk(out, "IEND", new byte[0], 0);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.write(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private byte[] filtered() {
    byte[] filtered = new byte[Math.multiplyExact(pixels.height(), rowBytes + 1)];
    byte[] candidate = new byte[rowBytes];
    for (int y = 0; y < pixels.height(); y++) {
      int out = y * (rowBytes + 1);
      long least = Long.MAX_VALUE;
      for (int filter = 0; filter < FILTERS; filter++) {
        long sum = apply(filter, y, candidate, least);
        if (sum < least) {
          least = sum;
          filtered[out] = (byte) filter;
          System.arraycopy(candidate, 0, filtered, out + 1, rowBytes);
        }
      }
    }
    return filtered;
  }

  /** Fills the candidate and returns the sum of its absolute values, or stops at the bound. */
  private long apply(int filter, int y, byte[] candidate, long bound) {
    byte[] bytes = pixels.bytes();
    int step = pixels.channels();
    int row = y * rowBytes;
    long sum = 0;
    for (int x = 0; x < rowBytes && sum < bound; x++) {
      int left = x >= step ? bytes[row + x - step] & 0xff : 0;
      int up = y > 0 ? bytes[row - rowBytes + x] & 0xff : 0;
      int predicted =
          switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> {
              int corner = x >= step && y > 0 ? bytes[row - rowBytes + x - step] & 0xff : 0;
              yield paeth(left, up, corner);
            }
          };
      candidate[x] = (byte) (bytes[row + x] - predicted);
      sum += Math.abs(candidate[x]);
    }
    return sum;
  }

  private static int paeth(int left, int up, int corner) {
    int estimate = left + up - corner;
    int toLeft = Math.abs(estimate - left);
    int toUp = Math.abs(estimate - up);
    int toCorner = Math.abs(estimate - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
