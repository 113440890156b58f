package io.github.simclrbeam.images;

import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes Windows bitmaps. */
final class BmpImage {
  private BmpImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    Outline outline = BmpStructure.read(decoding.encoded());
    decoding.admit(outline);
    outline.mustBeWhole();
    // The fourth byte of a pixel is seldom an alpha, whatever the header says.
    int flags = opencv_imgcodecs.IMREAD_COLOR_BGR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    Raster raster = OpenCv.decode(decoding.encoded(), outline.header(), flags);
    return decoding.whole(raster, ExifOrientation.UPRIGHT, Decoded.OPENCV);
  }
}
