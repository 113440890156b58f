package io.github.simclrbeam.images;

/** The chunks of a WebP (RFC 9649). */
final class WebpStructure {
  private static final int FIRST_CHUNK = 12;

  private final byte[] encoded;
  private final HeaderBytes bytes;

  private WebpStructure(byte[] encoded) {
    this.encoded = encoded;
    this.bytes = new HeaderBytes(encoded, ImageType.WEBP);
  }

  /** Reads size and orientation, and checks that the file is as long as it says. */
  static ImageHeader whole(byte[] encoded) throws UndecodableImageException {
    WebpStructure structure = new WebpStructure(encoded);
    ImageHeader header = structure.header();
    structure.bytes.need(8, structure.bytes.u32Little(4));
    return header;
  }

  /** Reads size and, where it stands in the bytes given, orientation. */
  static ImageHeader head(byte[] encoded) throws UndecodableImageException {
    return new WebpStructure(encoded).header();
  }

  private ImageHeader header() throws UndecodableImageException {
    long data = FIRST_CHUNK + 8;
    String name = bytes.text(FIRST_CHUNK, 4);
    return switch (name) {
      case "VP8 " -> of(bytes.u16Little(data + 6) & 0x3fff, bytes.u16Little(data + 8) & 0x3fff, 3);
      case "VP8L" -> {
        long packed = bytes.u32Little(data + 1);
        boolean alpha = (packed >> 28 & 1) == 1;
        yield of((int) (packed & 0x3fff) + 1, (int) (packed >> 14 & 0x3fff) + 1, alpha ? 4 : 3);
      }
      case "VP8X" ->
          of(
              bytes.u24Little(data + 4) + 1,
              bytes.u24Little(data + 7) + 1,
              (bytes.u8(data) & 0x10) != 0 ? 4 : 3);
      default -> throw bytes.corrupt("its first chunk is '%s'".formatted(name), FIRST_CHUNK);
    };
  }

  private ImageHeader of(int width, int height, int components) throws UndecodableImageException {
    if (width == 0 || height == 0) {
      throw bytes.corrupt("its size must be >= 1, but was: %d x %d".formatted(width, height), 20);
    }
    return new ImageHeader(ImageType.WEBP, width, height, components, 8, orientation());
  }

  private int orientation() throws UndecodableImageException {
    long at = FIRST_CHUNK;
    while (at + 8 <= bytes.length()) {
      long length = bytes.u32Little(at + 4);
      if (bytes.has(at, "EXIF") && at + 8 + length <= bytes.length()) {
        int skip = bytes.has(at + 8, "Exif\0\0") ? 6 : 0;
        return ExifOrientation.read(encoded, (int) at + 8 + skip, (int) length - skip);
      }
      at += 8 + length + (length & 1);
    }
    return ExifOrientation.UPRIGHT;
  }
}
