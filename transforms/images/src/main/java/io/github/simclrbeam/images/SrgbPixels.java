package io.github.simclrbeam.images;

/** Decoded rasters of any depth and channel count as 8-bit gray or RGB. */
final class SrgbPixels {
  private static final int FULL = 255;
  private static final int WIDE_FULL = 65_535;

  private SrgbPixels() {}

  /**
   * Returns the raster as pixels: 16 bits scaled by 1/257 and rounded, alpha composited on the
   * background, gray repeated for three channels, colour weighed by .299, .587, .114 for one.
   *
   * @param channels 1 or 3
   * @param background 0xRRGGBB
   */
  static Pixels of(Raster raster, int channels, int background) {
    int pixels = raster.width() * raster.height();
    int from = raster.channels();
    byte[] bytes =
        from == 4
            ? composited(raster, background)
            : raster.wide() ? narrow(raster) : raster.bytes();
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

  /** Four channels to three. */
  private static byte[] composited(Raster raster, int background) {
    byte[] bytes = raster.bytes();
    boolean wide = raster.wide();
    long full = wide ? WIDE_FULL : FULL;
    byte[] out = new byte[raster.width() * raster.height() * 3];
    for (int i = 0; i < out.length; i++) {
      int pixel = i / 3 * 4;
      int element = pixel + i % 3;
      long value = wide ? wide(bytes, element) : bytes[element] & 0xff;
      long alpha = wide ? wide(bytes, pixel + 3) : bytes[pixel + 3] & 0xff;
      long behind = ((background >> (8 * (i % 3))) & 0xff) * (full / FULL);
      long front = raster.premultiplied() ? value * full : value * alpha;
      long blend = Math.min(full, (front + behind * (full - alpha) + full / 2) / full);
      out[i] = wide ? narrow(blend) : (byte) blend;
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
