package io.github.simclrbeam.images;

import io.github.simclrbeam.images.OpenCv.Raster;

/** Decoded rasters of any depth and channel count as 8-bit gray or RGB. */
final class SrgbPixels {
  private static final int WHITE = 255;
  private static final int WIDE_WHITE = 65_535;

  private SrgbPixels() {}

  /**
   * Returns the raster as pixels: 16 bits scaled by 1/257 and rounded, alpha composited on white,
   * gray repeated for three channels, colour weighed by .299, .587, .114 for one.
   *
   * @param raster colour in the order blue, green, red (, alpha)
   * @param channels 1 or 3
   */
  static Pixels of(Raster raster, int channels) {
    int pixels = raster.width() * raster.height();
    int from = raster.channels();
    byte[] bytes = from == 4 ? onWhite(raster) : raster.wide() ? narrow(raster) : raster.bytes();
    if (from == 1 && channels == 1) {
      return new Pixels(raster.width(), raster.height(), 1, bytes);
    }
    int step = from == 1 ? 1 : 3;
    byte[] rgb = new byte[Math.multiplyExact(pixels, 3)];
    for (int i = 0; i < pixels; i++) {
      rgb[3 * i] = bytes[i * step + step - 1];
      rgb[3 * i + 1] = bytes[i * step + step / 2];
      rgb[3 * i + 2] = bytes[i * step];
    }
    return channels == 3
        ? new Pixels(raster.width(), raster.height(), 3, rgb)
        : gray(raster.width(), raster.height(), rgb);
  }

  /** Returns RGB pixels as gray. */
  static Pixels gray(int width, int height, byte[] rgb) {
    byte[] out = new byte[width * height];
    for (int i = 0; i < out.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      out[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return new Pixels(width, height, 1, out);
  }

  /** Returns the raster with every element of a value, as stored, replaced by white. */
  static Raster withWhite(Raster gray, int value) {
    byte[] bytes = gray.bytes().clone();
    for (int i = 0; i < gray.width() * gray.height(); i++) {
      if (gray.wide() ? wide(bytes, i) == value : (bytes[i] & 0xff) == value) {
        if (gray.wide()) {
          bytes[2 * i] = (byte) WHITE;
          bytes[2 * i + 1] = (byte) WHITE;
        } else {
          bytes[i] = (byte) WHITE;
        }
      }
    }
    return new Raster(gray.width(), gray.height(), 1, gray.wide(), false, bytes);
  }

  /** Four channels to three. */
  private static byte[] onWhite(Raster raster) {
    byte[] bytes = raster.bytes();
    byte[] out = new byte[raster.width() * raster.height() * 3];
    for (int i = 0; i < out.length; i++) {
      int at = i / 3 * 4;
      int value = at + i % 3;
      if (raster.wide()) {
        long alpha = wide(bytes, at + 3);
        long blend = wide(bytes, value) * alpha + WIDE_WHITE * (WIDE_WHITE - alpha);
        out[i] = narrow((blend + WIDE_WHITE / 2) / WIDE_WHITE);
      } else if (raster.premultiplied()) {
        out[i] = (byte) Math.min(WHITE, (bytes[value] & 0xff) + WHITE - (bytes[at + 3] & 0xff));
      } else {
        int alpha = bytes[at + 3] & 0xff;
        int blend = (bytes[value] & 0xff) * alpha + WHITE * (WHITE - alpha);
        out[i] = (byte) ((blend + WHITE / 2) / WHITE);
      }
    }
    return out;
  }

  private static byte[] narrow(Raster raster) {
    byte[] narrow = new byte[raster.bytes().length / 2];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = narrow(wide(raster.bytes(), i));
    }
    return narrow;
  }

  private static byte narrow(long wide) {
    return (byte) ((wide + 128) / 257);
  }

  private static int wide(byte[] bytes, int element) {
    return (bytes[2 * element] & 0xff) | (bytes[2 * element + 1] & 0xff) << 8;
  }
}
