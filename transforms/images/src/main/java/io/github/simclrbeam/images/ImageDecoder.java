package io.github.simclrbeam.images;

/**
 * Encoded images to pixels: JPEG, PNG, GIF, WebP, BMP and TIFF, told apart by content. Thread-safe.
 *
 * <p>The image comes upright by its EXIF orientation, as 8-bit gray or RGB. Alpha and transparent
 * colours are composited on a background (the alpha of BMP is ignored), 16 bits are scaled by
 * 1/257, CMYK is converted without a profile: red = (1 - cyan) x (1 - black). One channel is .299
 * red + .587 green + .114 blue, rounded; a gray image keeps its values.
 *
 * <p>Embedded colour profiles, gamma and chromaticities are ignored: values count as sRGB. So an
 * image in a wider colour space (Adobe RGB, Display P3) comes out paler than it looks elsewhere,
 * and CMYK with other colours than a print shop would show. Other metadata than the orientation are
 * not read, and broken ones never make an image unusable.
 *
 * <p>A cut image is refused and never filled up, unless {@link Truncated#SALVAGE} says to keep what
 * is there of a JPEG. Where a JPEG's data end is found out by counting its blocks. Only two cases
 * escape: a gap within the very last MCU of a plain baseline JPEG (one scan, no restart markers),
 * and gaps in an arithmetic-coded one, if an end-of-image marker follows. A missing refining scan
 * of a progressive JPEG cannot be known and is no fault.
 *
 * <p>OpenCV decodes all but BMP, TIFF and JPEGs of four components, which the JDK's codecs do.
 */
public final class ImageDecoder {
  private ImageDecoder() {}

  /**
   * Decodes by the {@linkplain DecodeSettings#DEFAULT default settings}.
   *
   * @param channels 1 or 3
   * @throws UndecodableImageException if the bytes are no usable image
   */
  public static Pixels decode(byte[] encoded, int channels) throws UndecodableImageException {
    return decode(encoded, channels, DecodeSettings.DEFAULT).pixels();
  }

  /**
   * Decodes. Limits are checked by the file's size and its headers, before memory for pixels is
   * taken.
   *
   * @param channels 1 or 3
   * @throws UndecodableImageException if the bytes are no usable image; an offset in it counts from
   *     the image's own first byte
   */
  public static Decoded decode(byte[] encoded, int channels, DecodeSettings settings)
      throws UndecodableImageException {
    return open(encoded, channels, settings).decode(1);
  }

  /**
   * Opens an image, to decode it whole or reduced. Limits are those of the whole image.
   *
   * @param channels 1 or 3
   * @throws UndecodableImageException if the bytes are no usable image, as far as can be known
   *     before decoding; the offset as above
   */
  public static OpenedImage open(byte[] encoded, int channels, DecodeSettings settings)
      throws UndecodableImageException {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but was: " + channels);
    }
    long maxBytes = settings.limits().maxBytes();
    if (encoded.length > maxBytes) {
      throw Decoding.tooLarge("bytes", maxBytes, encoded.length + "");
    }
    byte[] image = LeadingJunk.removed(encoded);
    Decoding decoding = new Decoding(image, channels, settings);
    if (image.length < encoded.length) {
      decoding.warn(
          DecodeWarning.JUNK_BEFORE,
          "%d bytes stand before the image".formatted(encoded.length - image.length));
    }
    return switch (ImageType.of(image)) {
      case JPEG -> JpegImage.open(decoding);
      case PNG -> new WholeImage(PngImage.decode(decoding));
      case GIF -> new WholeImage(GifImage.decode(decoding));
      case WEBP -> new WholeImage(WebpImage.decode(decoding));
      case BMP -> new WholeImage(BmpImage.decode(decoding));
      case TIFF -> new WholeImage(TiffImage.decode(decoding));
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
    if (encoding.equals("png")) {
      byte[] pixels = PngViewDecoder.decode(view, size, channels);
      if (pixels != null) {
        return pixels;
      }
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
}
