package io.github.simclrbeam.images;

import java.util.Set;

/** Which of the many varieties of a TIFF page can be decoded. */
final class TiffVariety {
  private static final Set<Integer> PHOTOMETRICS =
      Set.of(
          TiffTag.WHITE_IS_ZERO,
          TiffTag.BLACK_IS_ZERO,
          TiffTag.RGB,
          TiffTag.PALETTE,
          TiffTag.INKS,
          TiffTag.YCBCR);

  /** None, fax 2 to 4, LZW, JPEG (but not its old style, 6), deflate, PackBits. */
  private static final Set<Integer> COMPRESSIONS =
      Set.of(1, 2, 3, 4, 5, 7, 8, TiffTag.OLD_DEFLATE, TiffTag.PACKBITS);

  private TiffVariety() {}

  /** Refuses what cannot be decoded. */
  static void check(HeaderBytes bytes, TiffDirectory page) throws UndecodableImageException {
    int photometric = (int) page.first(TiffTag.PHOTOMETRIC, 1);
    int components = (int) page.first(TiffTag.COMPONENTS, 1);
    int bits = (int) page.first(TiffTag.BITS, 1);
    long compression = page.first(TiffTag.COMPRESSION, TiffTag.NONE);
    if (page.has(TiffTag.DNG)
        || (page.has(TiffTag.SUB_DIRECTORIES) && (page.first(TiffTag.SUBFILE, 0) & 1) == 1)
        || bytes.has(8, "CR")) {
      throw bytes.unsupported("a camera's raw file in TIFF", page.at());
    }
    if (!PHOTOMETRICS.contains(photometric)) {
      throw bytes.unsupported("TIFF of photometric interpretation " + photometric, page.at());
    }
    if (!COMPRESSIONS.contains((int) compression)) {
      throw bytes.unsupported("TIFF of compression " + compression, page.at());
    }
    boolean gray = photometric <= TiffTag.BLACK_IS_ZERO;
    boolean shape =
        switch (photometric) {
          case TiffTag.RGB -> components == 3 || components == 4;
          case TiffTag.INKS -> components == 4;
          case TiffTag.YCBCR -> components == 3;
          case TiffTag.PALETTE -> components == 1;
          default -> components == 1 || components == 2;
        };
    boolean depth =
        bits == 8
            || (bits == 16 && photometric != TiffTag.PALETTE && photometric != TiffTag.YCBCR)
            || ((bits == 1 || bits == 2 || bits == 4)
                && components == 1
                && (gray || photometric == TiffTag.PALETTE));
    for (long i = 0; i < page.count(TiffTag.BITS); i++) {
      depth &= page.value(TiffTag.BITS, i) == bits;
    }
    long format = page.first(TiffTag.FORMAT, 1);
    if (!shape || !depth || format != 1) {
      throw bytes.unsupported(
          "TIFF of %d components of %d bits, number format %d and photometric interpretation %d"
              .formatted(components, bits, format, photometric),
          page.at());
    }
    if (photometric == TiffTag.PALETTE && page.count(TiffTag.COLOUR_MAP) < 3L << bits) {
      throw bytes.corrupt(
          "a palette of %d values".formatted(page.count(TiffTag.COLOUR_MAP)), page.at());
    }
  }
}
