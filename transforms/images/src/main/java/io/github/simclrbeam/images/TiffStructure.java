package io.github.simclrbeam.images;

import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF file (TIFF 6.0, section 2). */
final class TiffStructure {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int COMPONENTS = 277;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int FORMAT = 339;
  private static final int CMYK = 5;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  private final byte[] encoded;
  private final HeaderBytes bytes;
  private final boolean little;

  private TiffStructure(byte[] encoded) {
    this.encoded = encoded;
    this.bytes = new HeaderBytes(encoded, ImageType.TIFF);
    this.little = bytes.has(0, "II");
  }

  /** Reads size and orientation. */
  static ImageHeader head(byte[] encoded) throws UndecodableImageException {
    return new TiffStructure(encoded).header();
  }

  /** Reads size and orientation, and checks that the strips or tiles are all there. */
  static ImageHeader whole(byte[] encoded) throws UndecodableImageException {
    TiffStructure structure = new TiffStructure(encoded);
    ImageHeader header = structure.header();
    structure.chunks(STRIP_OFFSETS, STRIP_BYTES);
    structure.chunks(TILE_OFFSETS, TILE_BYTES);
    return header;
  }

  private ImageHeader header() throws UndecodableImageException {
    long directory = u32(4);
    Map<Integer, Long> first = new HashMap<>();
    int entries = u16(directory);
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + (long) i * ENTRY_BYTES;
      value(at, first);
    }
    long width = first.getOrDefault(WIDTH, 0L);
    long height = first.getOrDefault(HEIGHT, 0L);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw bytes.corrupt(
          "its size must be >= 1, but was: %d x %d".formatted(width, height), directory);
    }
    int depth = first.getOrDefault(BITS, 1L).intValue();
    int components = first.getOrDefault(COMPONENTS, 1L).intValue();
    if (first.getOrDefault(PHOTOMETRIC, 1L) >= CMYK && first.get(PHOTOMETRIC) != 6) {
      throw bytes.unsupported("TIFF of photometric interpretation " + first.get(PHOTOMETRIC), 0);
    }
    if (first.getOrDefault(FORMAT, 1L) != 1 || depth > 16) {
      throw bytes.unsupported(
          "TIFF of %d bits and number format %d"
              .formatted(depth, first.getOrDefault(FORMAT, 1L)), 0);
    }
    int orientation = ExifOrientation.read(encoded, 0, encoded.length);
    return new ImageHeader(
        ImageType.TIFF, (int) width, (int) height, components, depth, orientation);
  }

  /** Notes an entry's first value when it is a whole number. */
  private void value(long at, Map<Integer, Long> first) throws UndecodableImageException {
    int tag = u16(at);
    int type = u16(at + 2);
    long count = u32(at + 4);
    if (type == LONG) {
      first.put(tag, count == 1 ? u32(at + 8) : u32(u32(at + 8)));
    } else if (type == SHORT) {
      first.put(tag, (long) (count <= 2 ? u16(at + 8) : u16(u32(at + 8))));
    }
  }

  private int u16(long at) throws UndecodableImageException {
    return little ? bytes.u16Little(at) : bytes.u16(at);
  }

  private long u32(long at) throws UndecodableImageException {
    return little ? bytes.u32Little(at) : bytes.u32(at);
  }
}
