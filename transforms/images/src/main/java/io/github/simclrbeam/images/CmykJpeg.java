package io.github.simclrbeam.images;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;

/** JPEGs of four components, which OpenCV always takes for Adobe's inverted CMYK. */
final class CmykJpeg {
  private static final int YCCK = 2;
  private static final int FULL = 255;

  private CmykJpeg() {}

  /** Decodes a JPEG that has an end-of-image marker. */
  static Pixels decode(byte[] encoded, JpegStructure structure, int channels)
      throws UndecodableImageException {
    if (structure.arithmetic() || structure.process() == Markers.SOF3) {
      throw new HeaderBytes(encoded, ImageType.JPEG)
          .unsupported("JPEG of four components and an uncommon coding", 0);
    }
    Raster raster =
        JdkReader.ask("jpeg", withoutMetadata(encoded), reader -> reader.readRaster(0, null));
    int width = structure.header().width();
    int height = structure.header().height();
    if (raster.getNumBands() != 4 || raster.getWidth() != width || raster.getHeight() != height) {
      throw new HeaderBytes(encoded, ImageType.JPEG)
          .corrupt(
              "its header says %d x %d pixels of 4 components, but it holds: %d x %d of %d"
                  .formatted(
                      width, height, raster.getWidth(), raster.getHeight(), raster.getNumBands()),
              -1);
    }
    // Adobe's 255 is no ink.
    int flip = structure.adobeTransform() >= 0 ? FULL : 0;
    byte[] rgb = new byte[width * height * 3];
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (structure.adobeTransform() == YCCK) {
          toCmyk(row, 4 * x);
        }
        int black = row[4 * x + 3] ^ flip;
        for (int c = 0; c < 3; c++) {
          rgb[(y * width + x) * 3 + c] = Inks.light(row[4 * x + c] ^ flip, black);
        }
      }
    }
    return channels == 3 ? new Pixels(width, height, 3, rgb) : SrgbPixels.gray(width, height, rgb);
  }

  /** YCCK holds YCbCr of the complement of (cyan, magenta, yellow). */
  private static void toCmyk(int[] row, int at) {
    double y = row[at];
    double cb = row[at + 1] - 128;
    double cr = row[at + 2] - 128;
    row[at] = complement(y + 1.402 * cr);
    row[at + 1] = complement(y - 0.344136 * cb - 0.714136 * cr);
    row[at + 2] = complement(y + 1.772 * cb);
  }

  private static int complement(double value) {
    return FULL - Math.min(FULL, Math.max(0, (int) Math.floor(value + 0.5)));
  }

  /** The codec reads metadata too, and gives up on broken ones. */
  private static byte[] withoutMetadata(byte[] encoded) throws UndecodableImageException {
    HeaderBytes bytes = new HeaderBytes(encoded, ImageType.JPEG);
    ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length);
    out.write(encoded, 0, 2);
    int at = 2;
    while (bytes.u8(at + 1) != Markers.SOS) {
      int marker = bytes.u8(at + 1);
      if (bytes.u8(at) != 0xff || !Markers.segment(marker)) {
        at++;
        continue;
      }
      int length = 2 + bytes.u16(at + 2);
      if (marker < 0xe0) {
        out.write(encoded, at, length);
      }
      at += length;
    }
    out.write(encoded, at, encoded.length - at);
    return out.toByteArray();
  }
}
