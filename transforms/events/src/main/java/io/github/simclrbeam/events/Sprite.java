package io.github.simclrbeam.events;

import io.github.simclrbeam.images.Pixels;

/**
 * Small pictures in one large one, row by row, from which the embedding projector cuts them. They
 * are shrunk, by the mean over areas, to 64 pixels and further until the large picture is within
 * the 8192 pixels that TensorBoard draws. Not thread-safe.
 */
public final class Sprite {
  /** TensorBoard's limit for the large picture's width and height. */
  static final int MOST_PIXELS = 8192;

  private static final int MOST_SIDE = 64;

  private final int count;
  private final int size;
  private final int channels;
  private final int columns;
  private final int side;
  private final int width;
  private final byte[] bytes;
  private int added;

  /**
   * @param count pictures that will be added, from 1 to a million
   * @param size their width and height, pixels
   * @param channels 1 or 3
   */
  public Sprite(int count, int size, int channels) {
    if (count < 1 || count > 1_000_000) {
      throw new IllegalArgumentException("pictures must be from 1 to 1000000, but were: " + count);
    }
    this.count = count;
    this.size = size;
    this.channels = channels;
    this.columns = (int) Math.ceil(Math.sqrt(count));
    this.side = Math.min(Math.min(size, MOST_SIDE), MOST_PIXELS / columns);
    this.width = columns * side;
    int rows = (count + columns - 1) / columns;
    this.bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, rows * side), channels)];
  }

  /**
   * Adds the next picture.
   *
   * @param nhwc that holds it: size x size x channels bytes, row-major
   * @param offset where it begins
   */
  public void add(byte[] nhwc, int offset) {
    if (added == count) {
      throw new IllegalStateException("all %d pictures are there already".formatted(count));
    }
    int left = added % columns * side;
    int top = added / columns * side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int channel = 0; channel < channels; channel++) {
          bytes[((top + y) * width + left + x) * channels + channel] =
              mean(nhwc, offset + channel, y, x);
        }
      }
    }
    added++;
  }

  /** Returns width and height of a picture in it, pixels. */
  int side() {
    return side;
  }

  /** Returns how many pictures were added. */
  int added() {
    return added;
  }

  /** Returns the large picture; places without a picture are black. */
  Pixels pixels() {
    return new Pixels(width, bytes.length / width / channels, channels, bytes);
  }

  /**
   * The mean of the area that a pixel stands for. With lengths counted in 1/side of a pixel of the
   * picture all weights are whole numbers.
   */
  private byte mean(byte[] nhwc, int offset, int y, int x) {
    long sum = 0;
    for (int row = y * size / side; row * side < (y + 1) * size; row++) {
      long line = 0;
      for (int column = x * size / side; column * side < (x + 1) * size; column++) {
        int value = nhwc[offset + (row * size + column) * channels] & 0xff;
        line += (long) overlap(column, x) * value;
      }
      sum += overlap(row, y) * line;
    }
    long area = (long) size * size;
    return (byte) ((sum + area / 2) / area);
  }

  private int overlap(int from, int to) {
    return Math.min((from + 1) * side, (to + 1) * size) - Math.max(from * side, to * size);
  }
}
