package io.github.simclrbeam.images;

import java.util.Arrays;

/**
 * An image in memory.
 *
 * @param width pixels, >= 1
 * @param height pixels, >= 1
 * @param channels 1 (gray) or 3 (red, green, blue; sRGB)
 * @param bytes height x width x channels, row-major from the top left; not copied, so do not change
 *     them
 */
public record Pixels(int width, int height, int channels, byte[] bytes) {

  /** Checks that the bytes fit the shape. */
  public Pixels {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "width and height must be >= 1, but were: %d x %d".formatted(width, height));
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but was: " + channels);
    }
    long expected = (long) width * height * channels;
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          "bytes must be %d for %d x %d x %d, but were: %d"
              .formatted(expected, height, width, channels, bytes.length));
    }
  }

  /**
   * Returns the image with 1 or 3 channels: gray repeated, or colour weighed by .299, .587, .114.
   */
  public Pixels withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    if (wanted == 1) {
      return SrgbPixels.gray(width, height, bytes);
    }
    byte[] rgb = new byte[Math.multiplyExact(3, bytes.length)];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = bytes[i / 3];
    }
    return new Pixels(width, height, wanted, rgb);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that
        && width == that.width
        && height == that.height
        && channels == that.channels
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Pixels[%d x %d x %d]".formatted(height, width, channels);
  }
}
