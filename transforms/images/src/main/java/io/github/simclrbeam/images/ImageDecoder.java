package io.github.simclrbeam.images;

/**
 * Encoded images to pixels: JPEG, PNG, GIF (its first image), WebP, BMP and TIFF (its first page),
 * told apart by content. Thread-safe.
 *
 * <p>The image comes upright by its EXIF orientation. Alpha is composited on white (that of BMP is
 * ignored), 16 bits are scaled by 1/257, CMYK is converted without a profile. Embedded colour
 * profiles are ignored: values count as sRGB. One channel is .299 red + .587 green + .114 blue,
 * rounded; a gray image keeps its values. A cut image is refused, never filled up.
 */
public final class ImageDecoder {
  private ImageDecoder() {}

  /**
   * Decodes under the {@linkplain DecodeLimits#DEFAULT default limits}.
   *
   * @param channels 1 or 3
   * @throws UndecodableImageException if the bytes are no usable image
   */
  public static Pixels decode(byte[] encoded, int channels) throws UndecodableImageException {
    return decode(encoded, channels, DecodeLimits.DEFAULT);
  }

  /**
   * Decodes.
   *
   * @param channels 1 or 3
   * @param limits checked by the file's size and its header, before memory is taken
   * @throws UndecodableImageException if the bytes are no usable image
   */
  public static Pixels decode(byte[] encoded, int channels, DecodeLimits limits)
      throws UndecodableImageException {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but was: " + channels);
    }
    if (encoded.length > limits.maxBytes()) {
      throw tooLarge("bytes", limits.maxBytes(), encoded.length + "");
    }
    ImageHeader header = ImageHeader.read(encoded);
    if (header.pixels() > limits.maxPixels()) {
      String size = "%d x %d".formatted(header.width(), header.height());
      throw tooLarge("pixels", limits.maxPixels(), size);
    }
    return switch (header.type()) {
      case JPEG -> JpegImage.decode(encoded, channels);
      case PNG -> RasterImage.png(encoded, channels);
      case GIF -> RasterImage.decode(encoded, GifStructure.whole(encoded), channels);
      case WEBP -> RasterImage.decode(encoded, WebpStructure.whole(encoded), channels);
      case BMP -> RasterImage.bmp(encoded, channels);
      case TIFF -> RasterImage.tiff(encoded, channels);
    };
  }

  /**
   * Returns a view's pixels: height x width x channels bytes; of a raw view the array itself.
   *
   * @param view as a shard holds it
   * @param encoding "raw", "png" or "jpeg"
   * @param size width and height, pixels
   * @param channels 1 or 3
   * @throws UndecodableImageException if the view is not of that encoding and shape
   */
  public static byte[] decodeView(byte[] view, String encoding, int size, int channels)
      throws UndecodableImageException {
    if (encoding.equals("raw")) {
      if (view.length != size * size * channels) {
        throw new UndecodableImageException(
            UndecodableImageException.CORRUPT,
            "a raw view must be %d bytes, but was: %d"
                .formatted(size * size * channels, view.length),
            -1);
      }
      return view;
    }
    if (!encoding.equals("png") && !encoding.equals("jpeg")) {
      throw new IllegalArgumentException(
          "encoding must be raw, png or jpeg, but was: '%s'".formatted(encoding));
    }
    String type = ImageType.of(view).name();
    if (!type.equalsIgnoreCase(encoding)) {
      throw new UndecodableImageException(
          UndecodableImageException.CORRUPT,
          "a view must be %s, but was: %s".formatted(encoding, type),
          0);
    }
    Pixels pixels = decode(view, channels);
    if (pixels.width() != size || pixels.height() != size) {
      throw new UndecodableImageException(
          UndecodableImageException.CORRUPT,
          "a view must be %d x %d, but was: %d x %d"
              .formatted(size, size, pixels.width(), pixels.height()),
          -1);
    }
    return pixels.bytes();
  }

  /** Returns the version of OpenCV, on which decoded pixels and encoded JPEGs depend. */
  public static String openCvVersion() {
    return OpenCv.version();
  }

  private static UndecodableImageException tooLarge(String what, long limit, String found) {
    return new UndecodableImageException(
        UndecodableImageException.TOO_LARGE,
        "%s must be at most %d, but were: %s".formatted(what, limit, found),
        0);
  }
}
