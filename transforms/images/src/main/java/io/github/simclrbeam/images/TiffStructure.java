package io.github.simclrbeam.images;

import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF file (TIFF 6.0, section 2). */
final class TiffStructure {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int COMPONENTS = 277;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int FORMAT = 339;

  /** Photometric interpretations: up to 3 gray, RGB and palette; 6 YCbCr. */
  private static final int PALETTE = 3;

  private static final int YCBCR = 6;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  /** Bytes of a value by its type: 1 BYTE .. 12 DOUBLE. */
  private static final int[] WIDTHS = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /** Where a tag's values stand, all whole numbers of 2 or 4 bytes. */
  private record Entry(int width, long count, long at) {}

  private final byte[] encoded;
  private final HeaderBytes bytes;
  private final boolean little;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private final long directory;

  /** Where the furthest value of the directory ends. */
  private long ends;

  private TiffStructure(byte[] encoded) throws UndecodableImageException {
    this.encoded = encoded;
    this.bytes = new HeaderBytes(encoded, ImageType.TIFF);
    this.little = bytes.has(0, "II");
    this.directory = number(4, 4);
    long count = number(directory, 2);
    for (long i = 0; i < count; i++) {
      entry(directory + 2 + i * ENTRY_BYTES);
    }
  }

  /** Reads size and orientation. */
  static ImageHeader head(byte[] encoded) throws UndecodableImageException {
    return new TiffStructure(encoded).header();
  }

  /** Reads size and orientation, and checks that the strips or tiles are all there. */
  static ImageHeader whole(byte[] encoded) throws UndecodableImageException {
    TiffStructure structure = new TiffStructure(encoded);
    ImageHeader header = structure.header();
    structure.varieties(header);
    structure.bytes.need(0, structure.ends);
    structure.bytes.need(structure.directory + 2, structure.entryBytes() + 4);
    structure.chunks(STRIP_OFFSETS, STRIP_BYTES);
    structure.chunks(TILE_OFFSETS, TILE_BYTES);
    return header;
  }

  private void entry(long at) throws UndecodableImageException {
    int type = (int) number(at + 2, 2);
    int width = type < WIDTHS.length ? WIDTHS[type] : 0;
    long values = number(at + 4, 4);
    long start = values * width <= 4 ? at + 8 : number(at + 8, 4);
    if (type == SHORT || type == LONG) {
      entries.put((int) number(at, 2), new Entry(width, values, start));
    }
    ends = Math.max(ends, start + values * width);
  }

  private ImageHeader header() throws UndecodableImageException {
    long width = first(WIDTH, 0);
    long height = first(HEIGHT, 0);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw bytes.corrupt(
          "its size must be >= 1, but was: %d x %d".formatted(width, height), directory);
    }
    int orientation = ExifOrientation.read(encoded, 0, encoded.length);
    return new ImageHeader(
        ImageType.TIFF,
        (int) width,
        (int) height,
        (int) first(COMPONENTS, 1),
        (int) first(BITS, 1),
        orientation);
  }

  private void varieties(ImageHeader header) throws UndecodableImageException {
    long photometric = first(PHOTOMETRIC, 1);
    if (photometric > PALETTE && photometric != YCBCR) {
      throw bytes.unsupported("TIFF of photometric interpretation " + photometric, directory);
    }
    int components = header.components();
    boolean narrowAlpha = components == 4 && header.bitDepth() == 8;
    if (components != 1 && components != 3 && !narrowAlpha) {
      throw bytes.unsupported(
          "TIFF of %d components of %d bits".formatted(components, header.bitDepth()), directory);
    }
    if (first(FORMAT, 1) != 1 || header.bitDepth() > 16) {
      throw bytes.unsupported(
          "TIFF of %d bits and number format %d".formatted(header.bitDepth(), first(FORMAT, 1)),
          directory);
    }
  }

  private void chunks(int offsets, int sizes) throws UndecodableImageException {
    Entry where = entries.get(offsets);
    Entry size = entries.get(sizes);
    if (where == null || size == null) {
      return;
    }
    bytes.need(where.at, where.count * where.width);
    bytes.need(size.at, size.count * size.width);
    for (long i = 0; i < Math.min(where.count, size.count); i++) {
      bytes.need(
          number(where.at + i * where.width, where.width),
          number(size.at + i * size.width, size.width));
    }
  }

  private long entryBytes() throws UndecodableImageException {
    return number(directory, 2) * ENTRY_BYTES;
  }

  private long first(int tag, long absent) throws UndecodableImageException {
    Entry entry = entries.get(tag);
    return entry == null ? absent : number(entry.at, entry.width);
  }

  private long number(long at, int width) throws UndecodableImageException {
    if (width == 2) {
      return little ? bytes.u16Little(at) : bytes.u16(at);
    }
    return little ? bytes.u32Little(at) : bytes.u32(at);
  }
}
