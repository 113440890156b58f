package io.github.simclrbeam.events;

import io.github.simclrbeam.images.Pixels;
import java.util.Arrays;

/** The first pairs of a batch as one picture: first views above, second views below. */
public final class ContactSheet {
  private static final int MOST_PAIRS = 8;

  /** Pixels between views. */
  private static final int GAP = 2;

  private static final byte GAP_VALUE = (byte) 255;

  private ContactSheet() {}

  /**
   * Returns the picture of up to 8 pairs, white between the views.
   *
   * @param nhwc 2N x size x size x channels bytes, row-major: N first views, then N second views
   * @param size width and height of a view, pixels
   * @param channels 1 or 3
   * @throws IllegalArgumentException if the bytes are not those of an even number of views
   */
  public static Pixels of(byte[] nhwc, int size, int channels) {
    int viewBytes = Math.multiplyExact(Math.multiplyExact(size, size), channels);
    int pairs = viewBytes == 0 ? 0 : nhwc.length / viewBytes / 2;
    if (pairs < 1 || nhwc.length != 2 * pairs * viewBytes) {
      throw new IllegalArgumentException(
          "bytes must be those of 2 views of %dx%dx%d or of 4, 6 ..., but were: %d"
              .formatted(size, size, channels, nhwc.length));
    }
    int columns = Math.min(pairs, MOST_PAIRS);
    int width = columns * (size + GAP) - GAP;
    int height = 2 * size + GAP;
    byte[] sheet = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    Arrays.fill(sheet, GAP_VALUE);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < columns; column++) {
        int from = (row * pairs + column) * viewBytes;
        int to = (row * (size + GAP) * width + column * (size + GAP)) * channels;
        for (int y = 0; y < size; y++) {
          System.arraycopy(
              nhwc, from + y * size * channels, sheet, to + y * width * channels, size * channels);
        }
      }
    }
    return new Pixels(width, height, channels, sheet);
  }
}
