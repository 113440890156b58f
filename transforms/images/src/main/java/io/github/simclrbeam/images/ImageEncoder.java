package io.github.simclrbeam.images;

import org.bytedeco.opencv.global.opencv_imgcodecs;

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
    return OpenCv.encode(
        ".jpg",
        pixels.channels() == 3 ? swapped(pixels.bytes()) : pixels.bytes(),
        pixels.width(),
        pixels.height(),
        pixels.channels(),
        opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
        quality,
        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444,
        opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
        0,
        opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE,
        0,
        opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
        0);
  }

  private static byte[] swapped(byte[] rgb) {
    byte[] bgr = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return bgr;
  }
}
