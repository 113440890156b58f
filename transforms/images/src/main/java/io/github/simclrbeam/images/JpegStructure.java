package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The marker segments of a JPEG (ITU T.81, annex B).
 *
 * @param outline with a fault if the end-of-image marker is missing
 * @param process the marker of the frame header: C0 baseline, C2 progressive, C3 lossless, C9 and
 *     CA arithmetic
 * @param adobeTransform the colour transform of Adobe's APP14: 0 none, 1 YCbCr, 2 YCCK; -1 without
 *     that segment
 * @param simple whether all data stand in one scan of all components, without restart markers
 * @param end where the end-of-image marker stands; without one, where whole segments and data end
 */
record JpegStructure(Outline outline, int process, int adobeTransform, boolean simple, int end) {

  /** Reads all marker segments. */
  static JpegStructure read(byte[] encoded) throws UndecodableImageException {
    return new Walk(encoded).all();
  }

  ImageHeader header() {
    return outline.header();
  }

  boolean cut() {
    return outline.fault() != null;
  }

  boolean arithmetic() {
    return process >= 0xc9;
  }

  /** Returns the image with an end-of-image marker. */
  byte[] closed(byte[] encoded) {
    byte[] closed = Arrays.copyOf(encoded, end + 2);
    closed[end] = (byte) 0xff;
    closed[end + 1] = (byte) Markers.EOI;
    return closed;
  }

  private static final class Walk {
    private final byte[] encoded;
    private final HeaderBytes bytes;
    private final Metadata metadata = new Metadata();
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int components;
    private int process;
    private int adobeTransform = -1;
    private boolean simple = true;
    private int scans;
    private long at = 2;

    /** Where whole segments and data end. */
    private int end = 2;

    Walk(byte[] encoded) {
      this.encoded = encoded;
      this.bytes = new HeaderBytes(encoded, ImageType.JPEG);
    }

    JpegStructure all() throws UndecodableImageException {
      UndecodableImageException fault = null;
      try {
        int marker = marker();
        while (marker != Markers.EOI) {
          segment(marker);
          end = (int) at;
          marker = marker();
        }
        end = (int) at - 2;
      } catch (UndecodableImageException e) {
        if (scans == 0 || !e.reason().equals(UndecodableImageException.TRUNCATED)) {
          throw e;
        }
        fault = e;
      }
      if (scans == 0) {
        throw bytes.corrupt("it ends before its first scan", end);
      }
      return structure(fault);
    }

    private JpegStructure structure(UndecodableImageException fault) {
      if (profile.size() > 0) {
        metadata.profile(profile.toByteArray(), profile.size());
      }
      long behind = encoded.length - end - 2L;
      // Another JPEG behind the first is no junk: phones keep depth and brightness there.
      if (fault == null && behind > 0 && ImageType.at(encoded, end + 2) != ImageType.JPEG) {
        metadata.junkAfter(behind);
      }
      ImageHeader header =
          new ImageHeader(
              ImageType.JPEG, width, height, components, 8, metadata.orientation(), 1, scans);
      Outline outline = new Outline(header, header.pixels(), metadata.warnings(), fault);
      return new JpegStructure(outline, process, adobeTransform, simple, end);
    }

    /** Steps over the next marker, and whatever stands before it, and returns its code. */
    private int marker() throws UndecodableImageException {
      while (true) {
        while (bytes.u8(at) != 0xff) {
          at++;
        }
        while (bytes.u8(at) == 0xff) {
          at++;
        }
        int code = bytes.u8(at++);
        if (Markers.segment(code)) {
          return code;
        }
      }
    }

    private void segment(int marker) throws UndecodableImageException {
      int length = bytes.u16(at);
      if (length < 2) {
        throw bytes.corrupt("a segment's length must be >= 2, but was: " + length, at);
      }
      bytes.need(at, length);
      if (marker == Markers.SOS) {
        scan(length);
        return;
      }
      if (marker == Markers.SOF55) {
        throw bytes.unsupported("JPEG-LS", at);
      }
      if (Markers.startOfFrame(marker)) {
        frame(marker, length);
      } else if (marker == Markers.DRI && length >= 4) {
        simple &= bytes.u16(at + 2) == 0;
      } else {
        application(marker, length);
      }
      at += length;
    }

    private void application(int marker, int length) throws UndecodableImageException {
      if (marker == Markers.APP1 && bytes.has(at + 2, "Exif\0\0")) {
        metadata.exif(encoded, at + 8, length - 8L);
      } else if (marker == Markers.APP2 && bytes.has(at + 2, "ICC_PROFILE\0") && length >= 16) {
        profile.write(encoded, (int) at + 16, length - 16);
      } else if (marker == Markers.APP14 && length >= 14 && bytes.has(at + 2, "Adobe")) {
        adobeTransform = bytes.u8(at + 13);
      }
    }

    private void frame(int marker, int length) throws UndecodableImageException {
      int precision = length < 8 ? 0 : bytes.u8(at + 2);
      components = length < 8 ? 0 : bytes.u8(at + 7);
      if (length != 8 + 3 * components) {
        throw bytes.corrupt("a frame header of %d bytes".formatted(length), at);
      }
      boolean known = marker <= Markers.SOF3 || marker == 0xc9 || marker == 0xca;
      if (!known || precision != 8) {
        String what = "JPEG of process SOF%d and %d bits".formatted(marker - 0xc0, precision);
        throw bytes.unsupported(what, at);
      }
      if (process != 0) {
        throw bytes.corrupt("a second frame header", at);
      }
      height = bytes.u16(at + 3);
      width = bytes.u16(at + 5);
      if (width == 0 || height == 0) {
        throw bytes.corrupt("its size must be >= 1, but was: %d x %d".formatted(width, height), at);
      }
      if (components != 1 && components != 3 && components != 4) {
        throw bytes.unsupported("JPEG of %d components".formatted(components), at);
      }
      process = marker;
    }

    private void scan(int length) throws UndecodableImageException {
      if (process == 0) {
        throw bytes.corrupt("a scan without a frame header before it", at - 2);
      }
      scans++;
      simple &= scans == 1 && bytes.u8(at + 2) == components;
      at = Markers.afterScan(encoded, (int) at + length);
      if (at == encoded.length) {
        // A marker's first byte without its second belongs to neither.
        end = encoded[encoded.length - 1] == (byte) 0xff ? encoded.length - 1 : encoded.length;
        throw bytes.truncated("a scan's data end without an end-of-image marker");
      }
    }
  }
}
