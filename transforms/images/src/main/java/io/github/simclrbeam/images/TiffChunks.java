package io.github.simclrbeam.images;

/** The strips or tiles that hold a TIFF page's pixels. */
final class TiffChunks {
  private TiffChunks() {}

  /** Checks that they are all there, and can hold as much as the page announces. */
  static void check(HeaderBytes bytes, TiffDirectory page) throws UndecodableImageException {
    long width = page.first(TiffTag.WIDTH, 0);
    long height = page.first(TiffTag.HEIGHT, 0);
    long components = page.first(TiffTag.COMPONENTS, 1);
    boolean tiled = page.has(TiffTag.TILE_WIDTH);
    int offsets = tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS;
    int sizes = tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES;
    long across = page.first(TiffTag.TILE_WIDTH, width);
    long down =
        tiled
            ? page.first(TiffTag.TILE_HEIGHT, 0)
            : Math.min(height, page.first(TiffTag.ROWS_PER_STRIP, height));
    if (across < 1 || down < 1) {
      throw bytes.corrupt("strips or tiles of %d x %d".formatted(across, down), page.at());
    }
    long planes = page.first(TiffTag.PLANES, 1) == 2 ? components : 1;
    long chunks = ((width + across - 1) / across) * ((height + down - 1) / down) * planes;
    if (page.count(offsets) < chunks || page.count(sizes) < chunks) {
      throw bytes.corrupt(
          "%d strips or tiles are needed, but it has %d"
              .formatted(chunks, Math.min(page.count(offsets), page.count(sizes))),
          page.at());
    }
    long there = 0;
    for (long i = 0; i < chunks; i++) {
      long length = page.value(sizes, i);
      bytes.need(page.value(offsets, i), length);
      there += length;
    }
    if (least(page, width, height, components) > there) {
      throw bytes.truncated(
          "%d x %d pixels cannot be in %d bytes of data".formatted(width, height, there));
    }
  }

  /** Returns how many bytes the best compression of the page's kind takes at least. */
  private static long least(TiffDirectory page, long width, long height, long components)
      throws UndecodableImageException {
    long bits = width * components * page.first(TiffTag.BITS, 1);
    // Colour may be stored at half the resolution both ways.
    boolean halved = page.first(TiffTag.PHOTOMETRIC, 1) == TiffTag.YCBCR;
    long raw = bits / 8 * height / (halved ? 16 : 1);
    return switch ((int) page.first(TiffTag.COMPRESSION, TiffTag.NONE)) {
      case TiffTag.NONE -> raw;
      case TiffTag.PACKBITS -> raw / 64;
      case TiffTag.DEFLATE, TiffTag.OLD_DEFLATE -> raw / 1032;
      case TiffTag.LZW -> raw / 4096;
      // A bit for a block.
      case TiffTag.OLD_JPEG, TiffTag.JPEG -> width / 32 * (height / 32) / 8;
      // Fax: a bit for a row.
      default -> height / 8;
    };
  }
}
