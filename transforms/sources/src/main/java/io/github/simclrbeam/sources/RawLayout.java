package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.RawShape;

/** Pixels from the order in which files have them to rows of interleaved channels. */
final class RawLayout {
  private RawLayout() {}

  /** Returns how many bytes a shape has. */
  static long bytes(RawShape shape) {
    return (long) shape.getWidth() * shape.getHeight() * shape.getChannels();
  }

  /**
   * Returns height x width x channels bytes.
   *
   * @throws IllegalArgumentException if the bytes do not fit the shape
   */
  static byte[] interleaved(byte[] stored, RawShape shape) {
    if (stored.length != bytes(shape)) {
      throw new IllegalArgumentException(
          "pixels must be %d bytes, but were: %d".formatted(bytes(shape), stored.length));
    }
    int width = shape.getWidth();
    int height = shape.getHeight();
    return switch (shape.getLayout()) {
      case INTERLEAVED -> stored;
      case PLANES -> map(stored, shape, 1, width);
      case TRANSPOSED_PLANES -> map(stored, shape, height, 1);
      case UNRECOGNIZED -> throw new IllegalArgumentException("unknown layout");
    };
  }

  /** A plane's pixel (x, y) stands at x * right + y * down. */
  private static byte[] map(byte[] stored, RawShape shape, int right, int down) {
    int channels = shape.getChannels();
    int plane = shape.getWidth() * shape.getHeight();
    byte[] pixels = new byte[stored.length];
    int out = 0;
    for (int y = 0; y < shape.getHeight(); y++) {
      for (int x = 0; x < shape.getWidth(); x++) {
        int at = x * right + y * down;
        for (int c = 0; c < channels; c++) {
          pixels[out++] = stored[c * plane + at];
        }
      }
    }
    return pixels;
  }
}
