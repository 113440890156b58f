package io.github.simclrbeam.images;

import java.io.IOException;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes JPEGs. */
final class JpegImage {
  private static final byte MID_GRAY = (byte) 128;

  private JpegImage() {}

  static Pixels decode(byte[] encoded, int channels) throws UndecodableImageException {
    JpegStructure structure = JpegStructure.whole(encoded);
    ImageHeader header = structure.header();
    Pixels pixels =
        switch (header.components()) {
          case 1 -> gray(encoded, header, channels);
          case 3 -> colour(encoded, header, channels);
          default -> CmykJpeg.decode(encoded, structure, channels);
        };
    if (endsGray(pixels) && isCut(encoded)) {
      throw cut(structure);
    }
    return Upright.turn(pixels, header.orientation());
  }

  static UndecodableImageException cut(JpegStructure structure) {
    return new UndecodableImageException(
        UndecodableImageException.TRUNCATED,
        "the JPEG is cut: its data end before the last block",
        structure.endOffset());
  }

  private static boolean isCut(byte[] encoded) {
    try {
      return JdkJpeg.decode(encoded).cut();
    } catch (IOException e) {
      // What this codec cannot read at all it cannot call cut either.
      return false;
    }
  }

  private static Pixels gray(byte[] encoded, ImageHeader header, int channels)
      throws UndecodableImageException {
    int flags = opencv_imgcodecs.IMREAD_GRAYSCALE | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    return SrgbPixels.of(RasterImage.raster(encoded, header, flags), channels);
  }

  private static Pixels colour(byte[] encoded, ImageHeader header, int channels)
      throws UndecodableImageException {
    int flags = opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    byte[] rgb = RasterImage.raster(encoded, header, flags).bytes();
    return channels == 3
        ? new Pixels(header.width(), header.height(), 3, rgb)
        : SrgbPixels.gray(header.width(), header.height(), rgb);
  }

  /** The codec fills what it found no data for with mid gray, and does not say so. */
  private static boolean endsGray(Pixels pixels) {
    byte[] bytes = pixels.bytes();
    for (int c = 1; c <= pixels.channels(); c++) {
      if (bytes[bytes.length - c] != MID_GRAY) {
        return false;
      }
    }
    return true;
  }
}
