package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.Pixels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Images as a camera that was not held upright stores them. */
final class Turned {
  private Turned() {}

  /** Returns the pixels to store so that the image stands upright by an EXIF orientation. */
  static Pixels stored(Pixels upright, int orientation) {
    int w = upright.width();
    int h = upright.height();
    boolean turned = orientation >= 5;
    int width = turned ? h : w;
    byte[] stored = new byte[upright.bytes().length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int at =
            switch (orientation) {
              case 1 -> y * width + x;
              case 2 -> y * width + w - 1 - x;
              case 3 -> (h - 1 - y) * width + w - 1 - x;
              case 4 -> (h - 1 - y) * width + x;
              case 5 -> x * width + y;
              case 6 -> (w - 1 - x) * width + y;
              case 7 -> (w - 1 - x) * width + h - 1 - y;
              case 8 -> x * width + h - 1 - y;
              default -> throw new IllegalArgumentException("" + orientation);
            };
        System.arraycopy(upright.bytes(), 3 * (y * w + x), stored, 3 * at, 3);
      }
    }
    return new Pixels(width, turned ? w : h, 3, stored);
  }

  /** Puts an EXIF segment with this orientation behind a JPEG's first two bytes. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36).put(jpeg, 0, 2);
    out.putShort((short) 0xffe1).putShort((short) 34);
    out.put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII));
    // A directory of one entry: tag 274, a number of 2 bytes.
    out.putInt(8).putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
    out.putShort((short) orientation).putShort((short) 0).putInt(0);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }
}
