package io.github.simclrbeam.images;

/**
 * The marker segments of a JPEG (ITU T.81, annex B).
 *
 * @param header size and orientation
 * @param adobeTransform the colour transform of Adobe's APP14: 0 none, 1 YCbCr, 2 YCCK; -1 without
 *     that segment
 * @param endOffset where the image ends (its EOI marker)
 */
record JpegStructure(ImageHeader header, int adobeTransform, long endOffset) {
  /** More scans than any encoder writes: a progressive file that is made to burn time. */
  private static final int MAX_SCANS = 200;

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  /** Reads up to the first scan. */
  static JpegStructure head(byte[] encoded) throws UndecodableImageException {
    Walk walk = new Walk(encoded);
    walk.untilScan();
    return walk.structure(-1);
  }

  /** Reads up to the end of the image, which must be there. */
  static JpegStructure whole(byte[] encoded) throws UndecodableImageException {
    Walk walk = new Walk(encoded);
    walk.untilScan();
    // An FF within a scan's data is always followed by a 00 or a restart marker, so a file cut
    // within a scan cannot end like a whole one.
    int last = encoded.length - 2;
    if (!walk.progressive && walk.bytes.has(last, "\u00ff\u00d9")) {
      return walk.structure(last);
    }
    return walk.structure(walk.untilEnd());
  }

  private static final class Walk {
    private final byte[] encoded;
    private final HeaderBytes bytes;
    private ImageHeader frame;
    private boolean progressive;
    private int orientation = ExifOrientation.UPRIGHT;
    private int adobeTransform = -1;
    private long at = 2;

    Walk(byte[] encoded) {
      this.encoded = encoded;
      this.bytes = new HeaderBytes(encoded, ImageType.JPEG);
    }

    JpegStructure structure(long end) {
      ImageHeader header =
          new ImageHeader(
              ImageType.JPEG,
              frame.width(),
              frame.height(),
              frame.components(),
              frame.bitDepth(),
              orientation);
      return new JpegStructure(header, adobeTransform, end);
    }

    void untilScan() throws UndecodableImageException {
      while (true) {
        int marker = marker();
        if (marker == EOI) {
          throw bytes.corrupt("it ends before its first scan", at - 2);
        }
        if (marker == SOS && frame == null) {
          throw bytes.corrupt("a scan without a frame header before it", at - 2);
        }
        if (marker == SOS) {
          return;
        }
        segment(marker);
      }
    }

    /** Returns the offset of the EOI marker; the first SOS marker was just read. */
    long untilEnd() throws UndecodableImageException {
      int scans = 0;
      int marker = SOS;
      while (marker != EOI) {
        segment(marker);
        if (marker == SOS) {
          if (++scans > MAX_SCANS) {
            throw new UndecodableImageException(
                UndecodableImageException.TOO_LARGE,
                "the JPEG has more than %d scans".formatted(MAX_SCANS),
                at);
          }
          skipScan();
        }
        marker = marker();
      }
      return at - 2;
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
        if (code != 0 && code != 1 && code != SOI && !restart(code)) {
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
      if (startOfFrame(marker)) {
        frame(marker, length);
      } else if (marker == APP1 && bytes.has(at + 2, "Exif\0\0")) {
        orientation = ExifOrientation.read(encoded, (int) at + 8, length - 8);
      } else if (marker == APP14 && length >= 14 && bytes.has(at + 2, "Adobe")) {
        adobeTransform = bytes.u8(at + 13);
      }
      at += length;
    }

    private void frame(int marker, int length) throws UndecodableImageException {
      if (length < 8) {
        throw bytes.corrupt("a frame header's length must be >= 8, but was: " + length, at);
      }
      int precision = bytes.u8(at + 2);
      if (marker > 0xc2 || precision != 8) {
        String what = "JPEG of process SOF%d and %d bits".formatted(marker - 0xc0, precision);
        throw bytes.unsupported(what, at);
      }
      if (frame != null) {
        throw bytes.corrupt("a second frame header", at);
      }
      int height = bytes.u16(at + 3);
      int width = bytes.u16(at + 5);
      int components = bytes.u8(at + 7);
      if (width == 0 || height == 0) {
        throw bytes.corrupt("its size must be >= 1, but was: %d x %d".formatted(width, height), at);
      }
      if (components != 1 && components != 3 && components != 4) {
        throw bytes.unsupported("JPEG of %d components".formatted(components), at);
      }
      progressive = marker == 0xc2;
      frame = new ImageHeader(ImageType.JPEG, width, height, components, precision, 1);
    }

    /** Steps to the marker behind a scan's data. */
    private void skipScan() throws UndecodableImageException {
      int i = (int) at;
      while (i + 1 < encoded.length) {
        if (encoded[i] == (byte) 0xff) {
          int next = encoded[i + 1] & 0xff;
          if (next != 0 && !restart(next) && next != 0xff) {
            at = i;
            return;
          }
        }
        i++;
      }
      throw bytes.truncated("a scan's data end without an end-of-image marker");
    }

    private static boolean startOfFrame(int marker) {
      return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean restart(int marker) {
      return marker >= 0xd0 && marker <= 0xd7;
    }
  }
}
