package io.github.simclrbeam.images;

import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes PNGs. */
final class PngImage {
  private PngImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    PngStructure png = PngStructure.read(decoding.encoded());
    decoding.admit(png.outline());
    png.outline().mustBeWhole();
    ImageHeader header = png.outline().header();
    Raster raster = OpenCv.decode(png.essential(), header, opencv_imgcodecs.IMREAD_UNCHANGED);
    // OpenCV knows transparent colours, but no transparent gray.
    if (png.transparentGray() >= 0 && header.components() == 1 && raster.channels() == 1) {
      int depth = header.bitDepth();
      int scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
      raster = raster.withTransparent(png.transparentGray() * scale);
    }
    return decoding.whole(raster, header.orientation(), Decoded.OPENCV);
  }
}
