package io.github.simclrbeam.images;

/**
 * What an image's first bytes announce; reading it decodes nothing.
 *
 * @param type the format
 * @param width pixels as stored, before orientation
 * @param height the same
 * @param components as stored: 1 gray, 2 gray and alpha, 3 colour (or palette), 4 colour and alpha,
 *     or CMYK in a JPEG
 * @param bitDepth bits per component
 * @param orientation the EXIF orientation, 1 (upright) .. 8
 */
public record ImageHeader(
    ImageType type, int width, int height, int components, int bitDepth, int orientation) {

  /**
   * Reads the header of an encoded image. The image's end need not be there.
   *
   * @throws UndecodableImageException if there are no bytes, they are of no known format, or the
   *     header is cut or contradicts the format
   */
  public static ImageHeader read(byte[] encoded) throws UndecodableImageException {
    return switch (ImageType.of(encoded)) {
      case JPEG -> JpegStructure.head(encoded).header();
      case PNG -> PngStructure.head(encoded);
      case GIF -> GifStructure.head(encoded);
      case WEBP -> WebpStructure.head(encoded);
      case BMP -> BmpStructure.head(encoded);
      case TIFF -> TiffStructure.head(encoded);
    };
  }

  /** Returns width x height. */
  public long pixels() {
    return (long) width * height;
  }
}
