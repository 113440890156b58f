package io.github.simclrbeam.images;

/**
 * What an image announces; reading it decodes nothing.
 *
 * @param type the format
 * @param width pixels as stored, before orientation
 * @param height the same
 * @param components as stored: 1 gray, 2 gray and alpha, 3 colour (or palette), 4 colour and alpha,
 *     or CMYK in a JPEG or TIFF, 5 CMYK and alpha
 * @param bitDepth bits per component
 * @param orientation the EXIF orientation, 1 (upright) .. 8
 * @param frames images in the file: of an animation, or pages of a TIFF; of a cut file those whose
 *     beginning is there; >= 1
 * @param scans passes over the image that a JPEG's data make, counted in the same way; 1 for other
 *     formats
 */
public record ImageHeader(
    ImageType type,
    int width,
    int height,
    int components,
    int bitDepth,
    int orientation,
    int frames,
    int scans) {

  /**
   * Reads the headers of an encoded image. The image's end need not be there.
   *
   * @throws UndecodableImageException if there are no bytes, they are of no known format, or the
   *     header is cut or contradicts the format
   */
  public static ImageHeader read(byte[] encoded) throws UndecodableImageException {
    byte[] image = LeadingJunk.removed(encoded);
    Outline outline =
        switch (ImageType.of(image)) {
          case JPEG -> JpegStructure.read(image).outline();
          case PNG -> PngStructure.read(image).outline();
          case GIF -> GifStructure.read(image).outline();
          case WEBP -> WebpStructure.read(image).outline();
          case BMP -> BmpStructure.read(image);
          case TIFF -> TiffStructure.read(image).outline();
        };
    return outline.header();
  }

  /** Returns width x height. */
  public long pixels() {
    return (long) width * height;
  }
}
