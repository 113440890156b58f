package io.github.simclrbeam.images;

import io.github.simclrbeam.images.OpenCv.Raster;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes what OpenCV hands out as stored, and mends what it leaves open. */
final class RasterImage {
  private RasterImage() {}

  static Pixels decode(byte[] encoded, ImageHeader header, int channels)
      throws UndecodableImageException {
    Raster raster = raster(encoded, header, opencv_imgcodecs.IMREAD_UNCHANGED);
    return Upright.turn(SrgbPixels.of(raster, channels), header.orientation());
  }

  /** OpenCV knows transparent colours, but no transparent gray. */
  static Pixels png(byte[] encoded, int channels) throws UndecodableImageException {
    PngStructure.Whole png = PngStructure.whole(encoded);
    ImageHeader header = png.header();
    Raster raster = raster(encoded, header, opencv_imgcodecs.IMREAD_UNCHANGED);
    if (png.transparentGray() >= 0 && header.components() == 1 && raster.channels() == 1) {
      int depth = header.bitDepth();
      int scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
      raster = SrgbPixels.withWhite(raster, png.transparentGray() * scale);
    }
    return Upright.turn(SrgbPixels.of(raster, channels), header.orientation());
  }

  /** The fourth byte of a BMP's pixel is seldom an alpha, whatever the header says. */
  static Pixels bmp(byte[] encoded, int channels) throws UndecodableImageException {
    int flags = opencv_imgcodecs.IMREAD_COLOR_BGR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    return SrgbPixels.of(raster(encoded, BmpStructure.whole(encoded), flags), channels);
  }

  /** OpenCV turns a TIFF upright itself and multiplies its 8-bit colours by their alpha. */
  static Pixels tiff(byte[] encoded, int channels) throws UndecodableImageException {
    ImageHeader stored = TiffStructure.whole(encoded);
    boolean lying = stored.orientation() >= 5;
    ImageHeader header =
        new ImageHeader(
            stored.type(),
            lying ? stored.height() : stored.width(),
            lying ? stored.width() : stored.height(),
            stored.components(),
            stored.bitDepth(),
            ExifOrientation.UPRIGHT);
    Raster raster = raster(encoded, header, opencv_imgcodecs.IMREAD_UNCHANGED);
    if (raster.channels() == 4) {
      raster =
          new Raster(
              raster.width(), raster.height(), 4, raster.wide(), !raster.wide(), raster.bytes());
    }
    return SrgbPixels.of(raster, channels);
  }

  /** Decodes, and checks that the size is the header's. */
  static Raster raster(byte[] encoded, ImageHeader header, int flags)
      throws UndecodableImageException {
    Optional<Raster> decoded = OpenCv.decode(encoded, flags);
    if (decoded.isEmpty()) {
      throw corrupt(
          "the %s of %d x %d pixels cannot be decoded"
              .formatted(header.type(), header.width(), header.height()));
    }
    Raster raster = decoded.get();
    if (raster.width() != header.width() || raster.height() != header.height()) {
      throw corrupt(
          "the %s's header says %d x %d pixels, but it holds: %d x %d"
              .formatted(
                  header.type(), header.width(), header.height(), raster.width(), raster.height()));
    }
    return raster;
  }

  private static UndecodableImageException corrupt(String message) {
    return new UndecodableImageException(UndecodableImageException.CORRUPT, message, -1);
  }
}
