package io.github.simclrbeam.images;

import java.util.Map;

/** The format of an image, found by its first bytes and never by its name. */
public enum ImageType {
  JPEG,
  PNG,
  GIF,
  WEBP,
  BMP,
  TIFF;

  /** Formats of photographs that people have and this program cannot decode, by magic bytes. */
  private static final Map<String, String> STRANGERS =
      Map.of(
          "\u00ff\n", "JPEG XL",
          "\0\0\0\fJXL ", "JPEG XL",
          "\0\0\0\fjP  ", "JPEG 2000",
          "\u00ffO\u00ffQ", "JPEG 2000",
          "8BPS", "Photoshop",
          "FUJIFILMCCD-RAW", "Fuji raw");

  /** The same by the brand of an ISO base media file. */
  private static final Map<String, String> BRANDS =
      Map.of(
          "heic",
          "HEIC",
          "heix",
          "HEIC",
          "heim",
          "HEIC",
          "hevc",
          "HEIC",
          "heis",
          "HEIC",
          "mif1",
          "HEIF",
          "msf1",
          "HEIF",
          "avif",
          "AVIF",
          "avis",
          "AVIF",
          "crx ",
          "Canon raw");

  /**
   * Returns the format.
   *
   * @throws UndecodableImageException if there are no bytes, or they are of no format above; says
   *     what to do about a format that is known but cannot be decoded
   */
  static ImageType of(byte[] encoded) throws UndecodableImageException {
    if (encoded.length == 0) {
      throw new UndecodableImageException(UndecodableImageException.EMPTY, "the file is empty", 0);
    }
    HeaderBytes bytes = new HeaderBytes(encoded, JPEG);
    if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (bytes.has(0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
      return GIF;
    }
    if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
      return WEBP;
    }
    if (bytes.has(0, "II*\0") || bytes.has(0, "MM\0*")) {
      return TIFF;
    }
    if (bytes.has(0, "BM") && bytes.has(6, "\0\0\0\0")) {
      return BMP;
    }
    throw refused(encoded, bytes);
  }

  private static UndecodableImageException refused(byte[] encoded, HeaderBytes bytes)
      throws UndecodableImageException {
    String stranger = null;
    if (bytes.has(4, "ftyp") && encoded.length >= 12) {
      stranger = BRANDS.get(bytes.text(8, 4));
    }
    for (Map.Entry<String, String> entry : STRANGERS.entrySet()) {
      if (bytes.has(0, entry.getKey())) {
        stranger = entry.getValue();
      }
    }
    if (stranger != null) {
      return new UndecodableImageException(
          UndecodableImageException.UNSUPPORTED,
          stranger + " cannot be decoded here: convert it to JPEG or PNG first",
          0);
    }
    return new UndecodableImageException(
        UndecodableImageException.NOT_AN_IMAGE,
        "the first bytes are of no image format: " + shown(encoded),
        0);
  }

  /** The first bytes, as text where they are text. */
  private static String shown(byte[] encoded) {
    StringBuilder text = new StringBuilder();
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(encoded.length, 12); i++) {
      text.append((char) encoded[i]);
      hex.append("%02x".formatted(encoded[i]));
    }
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return printable ? "'" + text + "'" : hex.toString();
  }
}
