package io.github.simclrbeam.images;

import java.util.Set;

/** Tags of a TIFF page that its pixels depend on, and what values mean (TIFF 6.0). */
final class TiffTag {
  static final int SUBFILE = 254;
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int COMPONENTS = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTES = 279;
  static final int PLANES = 284;
  static final int FAX3_OPTIONS = 292;
  static final int FAX4_OPTIONS = 293;
  static final int PREDICTOR = 317;
  static final int COLOUR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTES = 325;
  static final int SUB_DIRECTORIES = 330;
  static final int EXTRA = 338;
  static final int FORMAT = 339;
  static final int JPEG_TABLES = 347;
  static final int PROFILE = 34675;
  static final int DNG = 50706;

  /** Compressions. */
  static final int NONE = 1;

  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACKBITS = 32773;

  /** Photometric interpretations. */
  static final int WHITE_IS_ZERO = 0;

  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int INKS = 5;
  static final int YCBCR = 6;

  /** Numbers without a name: fill order, YCbCr. */
  static final Set<Integer> OF_PIXELS =
      Set.of(
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          266,
          STRIP_OFFSETS,
          COMPONENTS,
          ROWS_PER_STRIP,
          STRIP_BYTES,
          PLANES,
          FAX3_OPTIONS,
          FAX4_OPTIONS,
          PREDICTOR,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_BYTES,
          EXTRA,
          FORMAT,
          JPEG_TABLES,
          529,
          530,
          531,
          532);

  private TiffTag() {}
}
