package io.github.simclrbeam.images;

import java.util.Arrays;

/** The strips or tiles that hold a TIFF page's pixels. */
final class TiffChunks {
  /** Equal tiles may share their bytes, but not without end. */
  private static final long MOST_SHARED = 16;

  private final byte[] encoded;
  private final HeaderBytes bytes;
  private final TiffDirectory page;
  private final int compression;
  private final boolean tiled;
  private final long width;
  private final long height;
  private final long across;
  private final long down;
  private final long planes;

  TiffChunks(byte[] encoded, TiffDirectory page) throws UndecodableImageException {
    this.encoded = encoded;
    this.bytes = new HeaderBytes(encoded, ImageType.TIFF);
    this.page = page;
    this.compression = (int) page.first(TiffTag.COMPRESSION, TiffTag.NONE);
    this.tiled = page.has(TiffTag.TILE_WIDTH);
    this.width = page.first(TiffTag.WIDTH, 0);
    this.height = page.first(TiffTag.HEIGHT, 0);
    this.across = page.first(TiffTag.TILE_WIDTH, width);
    this.down =
        tiled
            ? page.first(TiffTag.TILE_HEIGHT, 0)
            : Math.min(height, page.first(TiffTag.ROWS_PER_STRIP, height));
    this.planes = page.first(TiffTag.PLANES, 1) == 2 ? page.first(TiffTag.COMPONENTS, 1) : 1;
    if (across < 1 || down < 1) {
      throw bytes.corrupt("strips or tiles of %d x %d".formatted(across, down), page.at());
    }
  }

  /** Checks that they lie in the file, and could hold as much as the page announces. */
  void check() throws UndecodableImageException {
    long needed = count();
    int sizes = tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES;
    int offsets = tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS;
    long has = Math.min(page.count(offsets), page.count(sizes));
    if (has < needed) {
      throw bytes.corrupt(
          "%d strips or tiles are needed, but it has %d".formatted(needed, has), page.at());
    }
    long there = 0;
    for (long i = 0; i < needed; i++) {
      bytes.need(start(i), length(i));
      there += length(i);
    }
    if (there > MOST_SHARED * encoded.length) {
      throw bytes.corrupt("strips or tiles of %d bytes".formatted(there), page.at());
    }
    if (least() > there) {
      throw bytes.truncated(
          "%d x %d pixels cannot be in %d bytes of data".formatted(width, height, there));
    }
  }

  /** Checks that each unpacks to all its pixels. */
  void checkUnpacked() throws UndecodableImageException {
    // Of YCbCr the number depends on how colour is subsampled.
    if (page.first(TiffTag.PHOTOMETRIC, 1) == TiffTag.YCBCR) {
      return;
    }
    long components = page.first(TiffTag.COMPONENTS, 1) / planes;
    long rowBytes = (across * components * page.first(TiffTag.BITS, 1) + 7) / 8;
    long ofPlane = (height + down - 1) / down;
    for (long i = 0; i < count(); i++) {
      boolean last = !tiled && i % ofPlane == ofPlane - 1;
      long wanted = rowBytes * (last ? height - down * (ofPlane - 1) : down);
      long got = TiffUnpacked.count(compression, encoded, (int) start(i), (int) length(i), wanted);
      if (got < wanted) {
        throw bytes.truncated(
            "strip or tile %d must hold %d bytes, but holds: %d".formatted(i + 1, wanted, got));
      }
    }
  }

  /** Returns the most pixels that a JPEG within one announces; 0 without. */
  long largestJpeg() throws UndecodableImageException {
    long largest = 0;
    for (long i = 0; compression == TiffTag.JPEG && i < count(); i++) {
      int start = (int) start(i);
      JpegStructure jpeg =
          JpegStructure.read(Arrays.copyOfRange(encoded, start, start + (int) length(i)));
      jpeg.outline().mustBeWhole();
      largest = Math.max(largest, jpeg.header().pixels());
    }
    return largest;
  }

  private long count() {
    return (width + across - 1) / across * ((height + down - 1) / down) * planes;
  }

  private long start(long chunk) throws UndecodableImageException {
    return page.value(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS, chunk);
  }

  private long length(long chunk) throws UndecodableImageException {
    return page.value(tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES, chunk);
  }

  /** Returns how many bytes the best compression of the page's kind takes at least. */
  private long least() throws UndecodableImageException {
    long bits = width * page.first(TiffTag.COMPONENTS, 1) * page.first(TiffTag.BITS, 1);
    // Colour may be stored at a quarter of the resolution both ways.
    boolean subsampled = page.first(TiffTag.PHOTOMETRIC, 1) == TiffTag.YCBCR;
    long raw = bits / 8 * height / (subsampled ? 16 : 1);
    return switch (compression) {
      case TiffTag.NONE -> raw;
      case TiffTag.PACKBITS -> raw / 64;
      case TiffTag.DEFLATE, TiffTag.OLD_DEFLATE -> raw / 1032;
      case TiffTag.LZW -> raw / 4096;
      // A bit for a block.
      case TiffTag.JPEG -> width / 32 * (height / 32) / 8;
      // Fax: a bit for a row.
      default -> height / 8;
    };
  }
}
