package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;

/**
 * The blocks of a GIF (GIF89a specification, section 17 on).
 *
 * @param outline with a fault if the trailer is missing
 * @param left where the first image lies on the screen
 * @param top the same
 * @param first a GIF of the first image alone, as large as that; null if it is cut
 */
record GifStructure(Outline outline, int left, int top, FirstFrame first) {

  /**
   * A still image.
   *
   * @param header of this image
   * @param encoded the image
   */
  record FirstFrame(ImageHeader header, byte[] encoded) {}

  /** Reads all blocks. */
  static GifStructure read(byte[] encoded) throws UndecodableImageException {
    return new Walk(encoded).all();
  }

  private static final class Walk {
    private static final int SCREEN_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int IMAGE_BYTES = 10;
    private static final int TRAILER = 0x3b;
    private static final long LONGEST_CODE = 4097;

    private final byte[] encoded;
    private final HeaderBytes bytes;
    private final Metadata metadata = new Metadata();
    private int frames;
    private long largestFrame;
    private long control = -1;
    private int left;
    private int top;
    private FirstFrame first;

    Walk(byte[] encoded) {
      this.encoded = encoded;
      this.bytes = new HeaderBytes(encoded, ImageType.GIF);
    }

    GifStructure all() throws UndecodableImageException {
      int width = bytes.u16Little(6);
      int height = bytes.u16Little(8);
      if (width == 0 || height == 0) {
        throw bytes.corrupt("its size must be >= 1, but was: %d x %d".formatted(width, height), 6);
      }
      UndecodableImageException fault = null;
      try {
        blocks(width, height);
      } catch (UndecodableImageException e) {
        fault = e;
      }
      ImageHeader header = header(width, height, Math.max(1, frames));
      Outline outline =
          new Outline(header, Math.max(largestFrame, header.pixels()), metadata.warnings(), fault);
      return new GifStructure(outline, left, top, first);
    }

    private static ImageHeader header(int width, int height, int frames) {
      return new ImageHeader(
          ImageType.GIF, width, height, 3, 8, ExifOrientation.UPRIGHT, frames, 1);
    }

    private void blocks(int width, int height) throws UndecodableImageException {
      long at = SCREEN_BYTES + (long) table(bytes.u8(10));
      int block = bytes.u8(at);
      while (block != TRAILER) {
        if (block == EXTENSION) {
          control = bytes.u8(at + 1) == CONTROL ? at : control;
          at = subBlocks(at + 2);
        } else if (block == IMAGE) {
          at = image(at, width, height);
        } else {
          throw bytes.corrupt("a block of unknown kind %02x".formatted(block), at);
        }
        block = bytes.u8(at);
      }
      if (frames == 0) {
        throw bytes.corrupt("it holds no image", at);
      }
      if (at + 1 < encoded.length) {
        metadata.junkAfter(encoded.length - at - 1);
      }
    }

    /** Every image must lie on the screen: a decoder may take memory for any of them. */
    private long image(long at, int width, int height) throws UndecodableImageException {
      int wide = bytes.u16Little(at + 5);
      int high = bytes.u16Little(at + 7);
      int right = bytes.u16Little(at + 1) + wide;
      int bottom = bytes.u16Little(at + 3) + high;
      frames++;
      largestFrame = Math.max(largestFrame, (long) wide * high);
      if (right > width || bottom > height || wide == 0 || high == 0) {
        throw bytes.corrupt(
            "an image must lie within %d x %d, but reaches to: %d x %d"
                .formatted(width, height, right, bottom),
            at);
      }
      long end = subBlocks(at + IMAGE_BYTES + 1 + table(bytes.u8(at + 9)));
      if (frames == 1) {
        enough((long) wide * high, end - at);
        left = right - wide;
        top = bottom - high;
        first = new FirstFrame(header(wide, high, 1), alone((int) at, (int) end));
      }
      return end;
    }

    /**
     * A code has 3 bits at least, and stands for one pixel more than the longest so far, at most.
     */
    private void enough(long pixels, long length) throws UndecodableImageException {
      long codes = length * 8 / 3;
      if (pixels > codes * Math.min(codes, LONGEST_CODE)) {
        throw bytes.truncated("%d pixels cannot be in %d bytes of data".formatted(pixels, length));
      }
    }

    private byte[] alone(int at, int end) throws UndecodableImageException {
      ByteArrayOutputStream still = new ByteArrayOutputStream();
      still.write(encoded, 0, 6);
      still.write(encoded, at + 5, 4);
      still.write(bytes.u8(10));
      // The background's place in the palette is not used, often wrong, and checked by OpenCV.
      still.write(new byte[2], 0, 2);
      still.write(encoded, SCREEN_BYTES, table(bytes.u8(10)));
      if (control >= 0) {
        still.write(encoded, (int) control, (int) (subBlocks(control + 2) - control));
      }
      still.write(IMAGE);
      still.write(new byte[4], 0, 4);
      still.write(encoded, at + 5, end - at - 5);
      still.write(TRAILER);
      return still.toByteArray();
    }

    /** Returns where the sub-blocks end. */
    private long subBlocks(long start) throws UndecodableImageException {
      long at = start;
      int length = bytes.u8(at);
      while (length > 0) {
        at += length + 1L;
        length = bytes.u8(at);
      }
      return at + 1;
    }

    private static int table(int flags) {
      return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
  }
}
