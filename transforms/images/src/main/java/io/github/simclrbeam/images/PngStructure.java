package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunks of a PNG (PNG specification, third edition, sections 5 and 11).
 *
 * @param outline with a fault if the image is cut or a checksum does not match
 * @param transparentGray the gray value that is transparent, as stored; -1 when there is none
 * @param essential the file without the chunks that the first image's pixels do not depend on
 */
record PngStructure(Outline outline, int transparentGray, byte[] essential) {

  /** Reads all chunks. */
  static PngStructure read(byte[] encoded) throws UndecodableImageException {
    return new Walk(encoded).all();
  }

  private static final class Walk {
    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;
    private static final int PROFILE_BYTES = 1 << 24;

    /** Deflate makes at most so many bytes of one. */
    private static final long MOST_FROM_BYTE = 1032;

    private final byte[] encoded;
    private final HeaderBytes bytes;
    private final Metadata metadata = new Metadata();
    private final ByteArrayOutputStream essential;
    private int width;
    private int height;
    private int depth;
    private int components;
    private boolean palette;
    private int transparentGray = -1;
    private int frames = 1;
    private long largestFrame;
    private long dataBytes;

    Walk(byte[] encoded) {
      this.encoded = encoded;
      this.bytes = new HeaderBytes(encoded, ImageType.PNG);
      this.essential = new ByteArrayOutputStream(encoded.length);
    }

    PngStructure all() throws UndecodableImageException {
      header();
      UndecodableImageException fault = null;
      try {
        chunks();
        enough();
      } catch (UndecodableImageException e) {
        fault = e;
      }
      ImageHeader header =
          new ImageHeader(
              ImageType.PNG, width, height, components, depth, metadata.orientation(), frames, 1);
      Outline outline =
          new Outline(header, Math.max(largestFrame, header.pixels()), metadata.warnings(), fault);
      return new PngStructure(outline, transparentGray, essential.toByteArray());
    }

    private void header() throws UndecodableImageException {
      long at = SIGNATURE_BYTES;
      if (bytes.has(at + 4, "CgBI")) {
        throw bytes.unsupported("PNG in Apple's own variety (CgBI)", at);
      }
      if (!bytes.text(at + 4, 4).equals("IHDR") || bytes.u32(at) != HEADER_BYTES) {
        throw bytes.corrupt("its first chunk must be IHDR of 13 bytes", at);
      }
      check(at, HEADER_BYTES, "IHDR");
      long wide = bytes.u32(at + 8);
      long high = bytes.u32(at + 12);
      if (wide < 1 || high < 1 || wide > Integer.MAX_VALUE || high > Integer.MAX_VALUE) {
        throw bytes.corrupt(
            "its size must be in [1, 2^31 - 1], but was: %d x %d".formatted(wide, high), at + 8);
      }
      width = (int) wide;
      height = (int) high;
      depth = bytes.u8(at + 16);
      int colour = bytes.u8(at + 17);
      palette = colour == 3;
      components =
          switch (colour) {
            case 0 -> 1;
            case 2, 3 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw bytes.corrupt("colour type " + colour, at + 17);
          };
      essential.write(encoded, 0, SIGNATURE_BYTES);
    }

    private void chunks() throws UndecodableImageException {
      long at = SIGNATURE_BYTES;
      String name = "";
      while (!name.equals("IEND")) {
        long length = bytes.u32(at);
        name = bytes.text(at + 4, 4);
        bytes.need(at, length + 12);
        // Lower case: decoding does not depend on it.
        if (Character.isUpperCase(name.charAt(0)) || name.equals("tRNS")) {
          check(at, (int) length, name);
          essential.write(encoded, (int) at, (int) length + 12);
        }
        chunk(name, at + 8, (int) length);
        at += length + 12;
      }
      if (at < encoded.length) {
        metadata.junkAfter(encoded.length - at);
      }
    }

    private void chunk(String name, long data, int length) throws UndecodableImageException {
      switch (name) {
        case "IDAT" -> dataBytes += length;
        case "tRNS" -> transparentGray = length == 2 ? bytes.u16(data) : -1;
        case "eXIf" -> metadata.exif(encoded, data, length);
        case "iCCP" -> profile((int) data, length);
        case "acTL" -> frames = length < 8 ? 1 : (int) Math.max(1, bytes.u32(data) & 0x7fffffff);
        case "fcTL" -> {
          long frame = length < 26 ? 0 : bytes.u32(data + 4) * bytes.u32(data + 8);
          // Beyond 2^63.
          largestFrame = Math.max(largestFrame, frame < 0 ? Long.MAX_VALUE : frame);
        }
        default -> {}
      }
    }

    /** A header may not announce more pixels than the data can hold. */
    private void enough() throws UndecodableImageException {
      long bits = (long) width * (palette ? 1 : components) * depth;
      if (bits * height / 8 > MOST_FROM_BYTE * dataBytes) {
        throw bytes.truncated(
            "%d x %d pixels cannot be in %d bytes of data".formatted(width, height, dataBytes));
      }
    }

    /** A name and a zero, a zero, and the profile deflated. */
    private void profile(int data, int length) {
      int start = data;
      while (start < data + length && encoded[start] != 0) {
        start++;
      }
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(
            encoded, Math.min(start + 2, data + length), Math.max(0, data + length - start - 2));
        byte[] first = new byte[1024];
        byte[] rest = new byte[8192];
        int got = inflater.inflate(first);
        long all = got;
        int more = got;
        while (more > 0 && all < PROFILE_BYTES) {
          more = inflater.inflate(rest);
          all += more;
        }
        metadata.profile(java.util.Arrays.copyOf(first, got), all);
      } catch (DataFormatException e) {
        metadata.profile(new byte[0], 0);
      } finally {
        inflater.end();
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
}
