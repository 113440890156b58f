package io.github.simclrbeam.images;

import java.util.List;

/** The headers of a Windows bitmap. */
final class BmpStructure {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int CORE_HEADER_BYTES = 12;
  private static final int INFO_HEADER_BYTES = 40;

  /** Four bytes of a run-length coded bitmap step over 255 rows and columns at most. */
  private static final long MOST_FROM_BYTE = 256 * 256 / 4;

  private final HeaderBytes bytes;

  private BmpStructure(byte[] encoded) {
    this.bytes = new HeaderBytes(encoded, ImageType.BMP);
  }

  /** Reads the size; a fault says that uncompressed rows are not all there. */
  static Outline read(byte[] encoded) throws UndecodableImageException {
    BmpStructure structure = new BmpStructure(encoded);
    ImageHeader header = structure.header();
    UndecodableImageException fault = null;
    try {
      structure.rows(header);
    } catch (UndecodableImageException e) {
      fault = e;
    }
    return new Outline(header, header.pixels(), List.of(), fault);
  }

  private void rows(ImageHeader header) throws UndecodableImageException {
    boolean core = bytes.u32Little(FILE_HEADER_BYTES) == CORE_HEADER_BYTES;
    long compression = core ? 0 : bytes.u32Little(FILE_HEADER_BYTES + 16);
    int bits = bytes.u16Little(FILE_HEADER_BYTES + (core ? 10 : 14));
    if (compression == 4 || compression == 5) {
      throw bytes.unsupported("BMP that holds a JPEG or PNG", FILE_HEADER_BYTES + 16);
    }
    if (compression == 0 || compression == 3) {
      long rowBytes = ((long) header.width() * bits + 31) / 32 * 4;
      bytes.need(bytes.u32Little(10), rowBytes * header.height());
    } else if (header.pixels() > MOST_FROM_BYTE * bytes.length()) {
      throw bytes.truncated(
          "%d x %d pixels cannot be in %d bytes"
              .formatted(header.width(), header.height(), bytes.length()));
    }
  }

  private ImageHeader header() throws UndecodableImageException {
    long size = bytes.u32Little(FILE_HEADER_BYTES);
    long width;
    long height;
    int bits;
    if (size == CORE_HEADER_BYTES) {
      width = bytes.u16Little(FILE_HEADER_BYTES + 4);
      height = bytes.u16Little(FILE_HEADER_BYTES + 6);
      bits = bytes.u16Little(FILE_HEADER_BYTES + 10);
    } else if (size >= INFO_HEADER_BYTES) {
      width = (int) bytes.u32Little(FILE_HEADER_BYTES + 4);
      // Negative: rows run from the top.
      height = Math.abs((long) (int) bytes.u32Little(FILE_HEADER_BYTES + 8));
      bits = bytes.u16Little(FILE_HEADER_BYTES + 14);
    } else {
      throw bytes.corrupt("its header's size is " + size, FILE_HEADER_BYTES);
    }
    if (width < 1 || height < 1 || height > Integer.MAX_VALUE) {
      throw bytes.corrupt(
          "its size must be >= 1, but was: %d x %d".formatted(width, height),
          FILE_HEADER_BYTES + 4);
    }
    int components = bits == 32 ? 4 : 3;
    int depth = bits < 8 ? bits : 8;
    return new ImageHeader(ImageType.BMP, (int) width, (int) height, components, depth, 1, 1, 1);
  }
}
