package io.github.simclrbeam.probe;

import io.github.simclrbeam.images.Pixels;

/** Makes pictures smaller by averaging areas; never larger. */
final class Shrink {
  private Shrink() {}

  /** Returns the image's centre square, its side at most so many pixels. */
  static Pixels square(Pixels image, int most) {
    int side = Math.min(image.width(), image.height());
    int x = (image.width() - side) / 2;
    int y = (image.height() - side) / 2;
    int out = Math.min(side, most);
    return area(image, x, y, side, side, out, out);
  }

  /** Returns the whole image, its longer side at most so many pixels. */
  static Pixels whole(Pixels image, int most) {
    int longer = Math.max(image.width(), image.height());
    double scale = Math.min(1.0, (double) most / longer);
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    return area(image, 0, 0, image.width(), image.height(), width, height);
  }

  private static Pixels area(Pixels image, int x, int y, int width, int height, int w, int h) {
    int channels = image.channels();
    byte[] out = new byte[w * h * channels];
    for (int row = 0; row < h; row++) {
      double top = y + (double) row * height / h;
      double bottom = y + (double) (row + 1) * height / h;
      for (int column = 0; column < w; column++) {
        double left = x + (double) column * width / w;
        double right = x + (double) (column + 1) * width / w;
        for (int channel = 0; channel < channels; channel++) {
          out[(row * w + column) * channels + channel] =
              (byte) Math.round(mean(image, left, top, right, bottom, channel));
        }
      }
    }
    return new Pixels(w, h, channels, out);
  }

  private static double mean(
      Pixels image, double left, double top, double right, double bottom, int channel) {
    double sum = 0;
    double weights = 0;
    for (int y = (int) top; y < bottom; y++) {
      double inHeight = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < right; x++) {
        double weight = inHeight * (Math.min(right, x + 1) - Math.max(left, x));
        int at = (Math.min(y, image.height() - 1) * image.width() + Math.min(x, image.width() - 1));
        sum += weight * (image.bytes()[at * image.channels() + channel] & 0xff);
        weights += weight;
      }
    }
    return sum / weights;
  }
}
