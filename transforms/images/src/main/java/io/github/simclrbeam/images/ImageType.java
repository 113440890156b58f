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
      Map.ofEntries(
          Map.entry("\u00ff\n", "JPEG XL"),
          Map.entry("\0\0\0\fJXL ", "JPEG XL"),
          Map.entry("\0\0\0\fjP  ", "JPEG 2000"),
          Map.entry("\u00ffO\u00ffQ", "JPEG 2000"),
          Map.entry("8BPS", "Photoshop"),
          Map.entry("II+\0", "BigTIFF"),
          Map.entry("MM\0+", "BigTIFF"),
          Map.entry("FUJIFILMCCD-RAW", "Fuji raw"),
          Map.entry("IIRO", "Olympus raw"),
          Map.entry("IIU\0", "Panasonic raw"),
          Map.entry("\0\0\1\0", "Windows icon"),
          Map.entry("v/1\1", "OpenEXR"),
          Map.entry("#?RADIANCE", "Radiance HDR"),
          Map.entry("P5\n", "Netpbm"),
          Map.entry("P6\n", "Netpbm"),
          Map.entry("<svg", "SVG"),
          Map.entry("%PDF", "PDF"));

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
    ImageType type = at(encoded, 0);
    if (type == null) {
      throw refused(encoded);
    }
    return type;
  }

  /** Returns the format of an image that starts at an offset; null if none does. */
  static ImageType at(byte[] encoded, int start) {
    HeaderBytes bytes = new HeaderBytes(encoded, JPEG);
    if (bytes.has(start, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (bytes.has(start, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (bytes.has(start, "GIF87a") || bytes.has(start, "GIF89a")) {
      return GIF;
    }
    if (bytes.has(start, "RIFF") && bytes.has(start + 8, "WEBP")) {
      return WEBP;
    }
    if (bytes.has(start, "II*\0") || bytes.has(start, "MM\0*")) {
      return TIFF;
    }
    if (bytes.has(start, "BM") && bytes.has(start + 6, "\0\0\0\0")) {
      return BMP;
    }
    return null;
  }

  private static UndecodableImageException refused(byte[] encoded)
      throws UndecodableImageException {
    HeaderBytes bytes = new HeaderBytes(encoded, JPEG);
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
