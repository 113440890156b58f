package io.github.simclrbeam.images;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * JPEGs of four components, which OpenCV always takes for Adobe's inverted CMYK. Converted without
 * a profile: red = (1 - cyan) x (1 - black), and so on.
 */
final class CmykJpeg {
  private static final int YCCK = 2;

  private CmykJpeg() {}

  static Pixels decode(byte[] encoded, JpegStructure structure, int channels)
      throws UndecodableImageException {
    Raster raster = raster(encoded, structure);
    int width = structure.header().width();
    int height = structure.header().height();
    if (raster.getNumBands() != 4 || raster.getWidth() != width || raster.getHeight() != height) {
      throw corrupt(raster.toString());
    }
    boolean inverted = structure.adobeTransform() >= 0;
    byte[] rgb = new byte[width * height * 3];
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (structure.adobeTransform() == YCCK) {
          toCmyk(row, 4 * x);
        }
        int white = inverted ? row[4 * x + 3] : 255 - row[4 * x + 3];
        for (int c = 0; c < 3; c++) {
          int light = inverted ? row[4 * x + c] : 255 - row[4 * x + c];
          rgb[(y * width + x) * 3 + c] = (byte) ((light * white + 127) / 255);
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
    return 255 - Math.min(255, Math.max(0, (int) Math.floor(value + 0.5)));
  }

  private static Raster raster(byte[] encoded, JpegStructure structure)
      throws UndecodableImageException {
    try {
      JdkJpeg decoded = JdkJpeg.decode(encoded);
      if (decoded.cut()) {
        throw JpegImage.cut(structure);
      }
      return decoded.raster();
    } catch (IOException e) {
      throw corrupt(e.getMessage());
    }
  }

  private static UndecodableImageException corrupt(String what) {
    return new UndecodableImageException(
        UndecodableImageException.CORRUPT,
        "the JPEG of four components cannot be decoded: " + what,
        -1);
  }
}
