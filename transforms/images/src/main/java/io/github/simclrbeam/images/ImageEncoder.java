package io.github.simclrbeam.images;

/** Pixels to encoded images; equal pixels give equal bytes. Thread-safe. */
public final class ImageEncoder {
  private ImageEncoder() {}

  /** Returns the image as PNG. */
  public static byte[] png(Pixels pixels) {
    return new PngEncoder(pixels).encode();
  }

  /**
   * Returns the image as baseline JPEG, colour not subsampled (4:4:4).
   *
   * @param quality 1 .. 100
   */
  public static byte[] jpeg(Pixels pixels, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be in [1, 100], but was: " + quality);
    }
    return JpegEncoder.encode(pixels, quality);
  }
}
