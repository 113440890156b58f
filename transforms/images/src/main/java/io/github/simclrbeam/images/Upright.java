package io.github.simclrbeam.images;

/** Turns and mirrors stored pixels so that the image stands upright. */
final class Upright {
  private Upright() {}

  /** Returns whether the upright image's width is the stored one's height. */
  static boolean turns(int orientation) {
    return orientation >= 5;
  }

  /** Returns whether the upright image's left edge is one where stored rows or columns end. */
  static boolean mirrorsAcross(int orientation) {
    return orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  }

  /** Returns the same of the upright image's upper edge. */
  static boolean mirrorsDown(int orientation) {
    return orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  }

  /**
   * Returns the upright image.
   *
   * @param orientation EXIF: 1 as stored, 2 mirrored left-right, 3 turned by 180 degrees, 4
   *     mirrored top-bottom, 5 transposed, 6 to be turned clockwise by 90 degrees, 7 transposed
   *     along the other diagonal, 8 to be turned anticlockwise by 90 degrees
   */
  static Pixels turn(Pixels stored, int orientation) {
    if (orientation == ExifOrientation.UPRIGHT) {
      return stored;
    }
    int w = stored.width();
    int h = stored.height();
    // The pixel of the upright image at (x, y) is the stored one at origin + x * right + y * down.
    return switch (orientation) {
      case 2 -> map(stored, w, h, w - 1, -1, w);
      case 3 -> map(stored, w, h, w * h - 1, -1, -w);
      case 4 -> map(stored, w, h, w * (h - 1), 1, -w);
      case 5 -> map(stored, h, w, 0, w, 1);
      case 6 -> map(stored, h, w, w * (h - 1), -w, 1);
      case 7 -> map(stored, h, w, w * h - 1, -w, -1);
      case 8 -> map(stored, h, w, w - 1, w, -1);
      default ->
          throw new IllegalArgumentException(
              "orientation must be in [1, 8], but was: " + orientation);
    };
  }

  private static Pixels map(Pixels stored, int width, int height, int origin, int right, int down) {
    int channels = stored.channels();
    byte[] from = stored.bytes();
    byte[] to = new byte[from.length];
    int out = 0;
    for (int y = 0; y < height; y++) {
      int pixel = origin + y * down;
      for (int x = 0; x < width; x++, pixel += right) {
        for (int c = 0; c < channels; c++) {
          to[out++] = from[pixel * channels + c];
        }
      }
    }
    return new Pixels(width, height, channels, to);
  }
}
