package io.github.simclrbeam.images;

import java.util.zip.CRC32;

/** The chunks of a PNG (PNG specification, section 5). */
final class PngStructure {
  /**
   * A whole PNG.
   *
   * @param header size and orientation
   * @param transparentGray the gray value that is transparent, as stored; -1 when there is none
   */
  record Whole(ImageHeader header, int transparentGray) {}

  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 13;

  private final byte[] encoded;
  private final HeaderBytes bytes;
  private int orientation = ExifOrientation.UPRIGHT;
  private int transparentGray = -1;

  private PngStructure(byte[] encoded) {
    this.encoded = encoded;
    this.bytes = new HeaderBytes(encoded, ImageType.PNG);
  }

  /** Reads the IHDR chunk and, where it stands before the pixels, the orientation. */
  static ImageHeader head(byte[] encoded) throws UndecodableImageException {
    PngStructure structure = new PngStructure(encoded);
    ImageHeader header = structure.header();
    structure.walk("IDAT");
    return structure.turned(header);
  }

  /** Reads up to the IEND chunk, which must be there, checking what decoding depends on. */
  static Whole whole(byte[] encoded) throws UndecodableImageException {
    PngStructure structure = new PngStructure(encoded);
    ImageHeader header = structure.header();
    structure.walk("IEND");
    return new Whole(structure.turned(header), structure.transparentGray);
  }

  private ImageHeader turned(ImageHeader header) {
    return new ImageHeader(
        header.type(),
        header.width(),
        header.height(),
        header.components(),
        header.bitDepth(),
        orientation);
  }

  private ImageHeader header() throws UndecodableImageException {
    long at = SIGNATURE_BYTES;
    if (!bytes.text(at + 4, 4).equals("IHDR") || bytes.u32(at) != HEADER_BYTES) {
      throw bytes.corrupt("its first chunk must be IHDR of 13 bytes", at);
    }
    check(at, HEADER_BYTES, "IHDR");
    long width = bytes.u32(at + 8);
    long height = bytes.u32(at + 12);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw bytes.corrupt(
          "its size must be in [1, 2^31 - 1], but was: %d x %d".formatted(width, height), at + 8);
    }
    int depth = bytes.u8(at + 16);
    int colour = bytes.u8(at + 17);
    int components =
        switch (colour) {
          case 0 -> 1;
          case 2, 3 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw bytes.corrupt("colour type " + colour, at + 17);
        };
    return new ImageHeader(ImageType.PNG, (int) width, (int) height, components, depth, 1);
  }

  /** Walks the chunks until one of this name. */
  private void walk(String last) throws UndecodableImageException {
    long at = SIGNATURE_BYTES;
    while (true) {
      long length = bytes.u32(at);
      String name = bytes.text(at + 4, 4);
      if (name.equals(last) && name.equals("IDAT")) {
        return;
      }
      bytes.need(at, length + 12);
      if (name.equals(last)) {
        return;
      }
      // Lower case: decoding does not depend on it.
      if (Character.isUpperCase(name.charAt(0)) || name.equals("tRNS")) {
        check(at, (int) length, name);
        if (name.equals("tRNS") && length == 2) {
          transparentGray = bytes.u16(at + 8);
        }
      } else if (name.equals("eXIf")) {
        orientation = ExifOrientation.read(encoded, (int) at + 8, (int) length);
      }
      at += length + 12;
    }
  }

  private void check(long at, int length, String name) throws UndecodableImageException {
    CRC32 crc = new CRC32();
    bytes.need(at + 4, length + 8L);
    crc.update(encoded, (int) at + 4, length + 4);
    if (crc.getValue() != bytes.u32(at + 8 + length)) {
      throw bytes.corrupt("the checksum of its chunk %s does not match".formatted(name), at);
    }
  }
}
