package io.github.simclrbeam.images;

/** The blocks of a GIF (GIF89a specification, section 17 on). */
final class GifStructure {
  private static final int SCREEN_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  private final HeaderBytes bytes;

  private GifStructure(byte[] encoded) {
    this.bytes = new HeaderBytes(encoded, ImageType.GIF);
  }

  /** Reads the size of the logical screen. */
  static ImageHeader head(byte[] encoded) throws UndecodableImageException {
    return new GifStructure(encoded).screen();
  }

  /** Reads to the trailer, which must be there: the decoder wants all images, to use the first. */
  static ImageHeader whole(byte[] encoded) throws UndecodableImageException {
    GifStructure structure = new GifStructure(encoded);
    ImageHeader screen = structure.screen();
    structure.frames(screen);
    return screen;
  }

  private ImageHeader screen() throws UndecodableImageException {
    int width = bytes.u16Little(6);
    int height = bytes.u16Little(8);
    if (width == 0 || height == 0) {
      throw bytes.corrupt("its size must be >= 1, but was: %d x %d".formatted(width, height), 6);
    }
    return new ImageHeader(ImageType.GIF, width, height, 3, 8, ExifOrientation.UPRIGHT);
  }

  /** Every image must lie on the screen: a decoder may take memory for any of them. */
  private void frames(ImageHeader screen) throws UndecodableImageException {
    long at = SCREEN_BYTES + (long) table(bytes.u8(10));
    int images = 0;
    int block = bytes.u8(at);
    while (block != TRAILER) {
      if (block == EXTENSION) {
        at = subBlocks(at + 2);
      } else if (block == IMAGE) {
        image(at, screen);
        at = subBlocks(at + 11 + table(bytes.u8(at + 9)));
        images++;
      } else {
        throw bytes.corrupt("a block of unknown kind %02x".formatted(block), at);
      }
      block = bytes.u8(at);
    }
    if (images == 0) {
      throw bytes.corrupt("it holds no image", at);
    }
  }

  private void image(long at, ImageHeader screen) throws UndecodableImageException {
    int right = bytes.u16Little(at + 1) + bytes.u16Little(at + 5);
    int bottom = bytes.u16Little(at + 3) + bytes.u16Little(at + 7);
    if (right > screen.width() || bottom > screen.height()) {
      throw bytes.corrupt(
          "an image must lie within %d x %d, but reaches to: %d x %d"
              .formatted(screen.width(), screen.height(), right, bottom),
          at);
    }
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
