package io.github.simclrbeam.images;

/**
 * What the samples of a TIFF page mean.
 *
 * @param photometric interpretation
 * @param bits per sample
 * @param extra samples: 1 and 2 alpha, premultiplied and not; else to be ignored
 * @param flip what inks are to be combined with bit by bit, for 255 to be full ink
 * @param tileWidth after which a predictor starts anew; 0 without a predictor
 * @param palette 3 x 2^bits colours of 16 bits: all red, all green, all blue; else null
 */
record TiffSamples(int photometric, int bits, int extra, int flip, int tileWidth, int[] palette) {
  private static final int PREMULTIPLIED = 1;
  private static final int ALPHA = 2;

  static TiffSamples of(TiffDirectory page) throws UndecodableImageException {
    int bits = (int) page.first(TiffTag.BITS, 1);
    int photometric = (int) page.first(TiffTag.PHOTOMETRIC, 1);
    int[] palette = null;
    if (photometric == TiffTag.PALETTE) {
      palette = new int[3 << bits];
      for (int i = 0; i < palette.length; i++) {
        palette[i] = (int) page.value(TiffTag.COLOUR_MAP, i);
      }
    }
    int compression = (int) page.first(TiffTag.COMPRESSION, TiffTag.NONE);
    boolean predicted =
        bits == 16
            && page.first(TiffTag.PREDICTOR, 1) == 2
            && (compression == TiffTag.LZW
                || compression == TiffTag.DEFLATE
                || compression == TiffTag.OLD_DEFLATE);
    long tile = page.first(TiffTag.TILE_WIDTH, page.first(TiffTag.WIDTH, 1));
    int extra = (int) page.first(TiffTag.EXTRA, 0);
    // The codec takes the inks of every JPEG for Adobe's inverted ones, which a TIFF's are not.
    int flip = compression == TiffTag.JPEG ? 255 : 0;
    return new TiffSamples(photometric, bits, extra, flip, predicted ? (int) tile : 0, palette);
  }

  /** Returns stored samples as gray or colour, with alpha where there is one. */
  Raster read(java.awt.image.Raster stored) throws UndecodableImageException {
    int width = stored.getWidth();
    int height = stored.getHeight();
    int bands = stored.getNumBands();
    boolean gray = photometric <= TiffTag.BLACK_IS_ZERO;
    boolean alpha =
        bands == (gray ? 2 : 4)
            && photometric != TiffTag.INKS
            && (extra == PREMULTIPLIED || extra == ALPHA);
    int channels = alpha ? 4 : gray ? 1 : 3;
    boolean wide = bits == 16 && photometric != TiffTag.INKS;
    byte[] out = new byte[Raster.bytes(width, height, channels, wide)];
    int[] row = new int[width * bands];
    int[] colour = new int[4];
    int at = 0;
    for (int y = 0; y < height; y++) {
      stored.getPixels(0, y, width, 1, row);
      undoPredictor(row, bands);
      for (int x = 0; x < width; x++) {
        colour(row, x * bands, bands, colour);
        for (int c = 0; c < channels; c++) {
          // Blue first, alpha last.
          int value = colour[channels == 1 || c == 3 ? c : 2 - c];
          out[at++] = (byte) value;
          if (wide) {
            out[at++] = (byte) (value >> 8);
          }
        }
      }
    }
    return new Raster(width, height, channels, wide, alpha && extra == PREMULTIPLIED, out);
  }

  /** Samples are differences to the one on the left. */
  private void undoPredictor(int[] row, int bands) {
    for (int i = bands; tileWidth > 0 && i < row.length; i++) {
      if (i / bands % tileWidth != 0) {
        row[i] = row[i] + row[i - bands] & 0xffff;
      }
    }
  }

  private void colour(int[] row, int at, int bands, int[] colour) {
    int full = (1 << bits) - 1;
    colour[3] = row[at + bands - 1];
    if (photometric <= TiffTag.BLACK_IS_ZERO) {
      int stored = photometric == TiffTag.WHITE_IS_ZERO ? full - row[at] : row[at];
      int gray = bits < 8 ? stored * 255 / full : stored;
      colour[0] = gray;
      colour[1] = gray;
      colour[2] = gray;
      return;
    }
    for (int c = 0; c < 3; c++) {
      colour[c] =
          switch (photometric) {
            case TiffTag.PALETTE -> palette[(c << bits) + row[at]] >> 8;
            case TiffTag.INKS -> Inks.light(ink(row[at + c]), ink(row[at + 3]));
            default -> row[at + c];
          };
    }
  }

  private int ink(int sample) {
    return (bits == 16 ? (sample + 128) / 257 : sample) ^ flip;
  }
}
