package io.github.simclrbeam.images;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Decodes Windows bitmaps with the JDK's codec: OpenCV's gives 31/31 of 5-bit colours as 248/255,
 * and takes no notice of colour masks.
 */
final class BmpImage {
  private static final int HEADER_BYTES = 14;
  private static final int WITH_COLOUR_SPACE = 108;
  private static final int COLOUR_SPACE = 70;

  /** "sRGB", the low byte first. */
  private static final byte[] SRGB = {'B', 'G', 'R', 's'};

  private BmpImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    Outline outline = BmpStructure.read(decoding.encoded());
    decoding.admit(outline);
    outline.mustBeWhole();
    byte[] plain = withoutProfile(decoding.encoded());
    BufferedImage image = JdkReader.ask("bmp", plain, reader -> reader.read(0));
    int width = outline.header().width();
    int height = outline.header().height();
    if (image.getWidth() != width || image.getHeight() != height) {
      throw new HeaderBytes(plain, ImageType.BMP)
          .corrupt(
              "its header says %d x %d pixels, but it holds: %d x %d"
                  .formatted(width, height, image.getWidth(), image.getHeight()),
              -1);
    }
    byte[] colours = new byte[Math.multiplyExact(width * height, 3)];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      rgb(image, y, row);
      for (int rgb : row) {
        // The fourth byte of a pixel is seldom an alpha, whatever the header says.
        colours[at++] = (byte) rgb;
        colours[at++] = (byte) (rgb >> 8);
        colours[at++] = (byte) (rgb >> 16);
      }
    }
    Raster raster = new Raster(width, height, 3, false, false, colours);
    return decoding.whole(raster, ExifOrientation.UPRIGHT, Decoded.JDK);
  }

  private static void rgb(BufferedImage image, int y, int[] row) {
    if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      return;
    }
    // The codec takes a gray palette for linear light, and would make 188 of 128.
    image.getRaster().getSamples(0, y, row.length, 1, 0, row);
    for (int x = 0; x < row.length; x++) {
      row[x] *= 0x010101;
    }
  }

  /** The codec would apply a profile, or give up on a broken one. */
  private static byte[] withoutProfile(byte[] encoded) {
    int size = encoded[HEADER_BYTES] & 0xff;
    boolean has = size >= WITH_COLOUR_SPACE && encoded.length >= HEADER_BYTES + size;
    byte[] plain = has ? Arrays.copyOf(encoded, encoded.length) : encoded;
    if (has) {
      System.arraycopy(SRGB, 0, plain, COLOUR_SPACE, SRGB.length);
    }
    return plain;
  }
}
