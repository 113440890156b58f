package io.github.simclrbeam.images;

import java.util.Locale;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes JPEGs, and finds out whether all their blocks were there. */
final class JpegImage {
  private static final byte MID_GRAY = (byte) 128;

  /** Of an image with less than this share of its blocks nothing is kept. */
  private static final double LEAST = 0.01;

  private JpegImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    byte[] encoded = decoding.encoded();
    JpegStructure structure = JpegStructure.read(encoded);
    decoding.admit(structure.outline());
    boolean strict = decoding.settings().truncated() == Truncated.STRICT;
    if (strict || structure.arithmetic()) {
      structure.outline().mustBeWhole();
    }
    refuseTheImpossible(encoded.length / (strict ? 1 : LEAST), structure);
    JpegData.Count count = null;
    if (structure.cut() || mayHideGaps(structure)) {
      count = JpegData.count(encoded, structure);
    }
    double fraction = fraction(count, structure, strict);
    byte[] closed = structure.cut() ? structure.closed(encoded) : encoded;
    boolean inks = structure.header().components() == 4;
    Pixels pixels =
        inks
            ? CmykJpeg.decode(closed, structure, decoding.channels())
            : pixels(closed, structure, decoding.channels());
    if (count == null && !structure.arithmetic() && endsGray(pixels)) {
      fraction = fraction(JpegData.count(encoded, structure), structure, strict);
    }
    if (fraction < 1 || structure.cut()) {
      decoding.warn(
          DecodeWarning.SALVAGED,
          // A point in any country: messages go into files.
          String.format(
              Locale.ROOT,
              "the JPEG is cut: %.1f%% of its blocks are there",
              Math.floor(1000 * fraction) / 10));
    }
    return new Decoded(
        Upright.turn(pixels, structure.header().orientation()),
        inks ? Decoded.JDK : Decoded.OPENCV,
        fraction,
        decoding.warnings());
  }

  /** Where the last pixel alone does not tell whether data are missing. */
  private static boolean mayHideGaps(JpegStructure structure) {
    boolean baseline = structure.process() < Markers.SOF2;
    boolean inks = structure.header().components() == 4;
    return !structure.arithmetic() && (!structure.simple() || !baseline || inks);
  }

  /** Every block takes a bit at least, so a header may not announce more of them. */
  private static void refuseTheImpossible(double bytes, JpegStructure structure)
      throws UndecodableImageException {
    ImageHeader header = structure.header();
    long side = structure.process() == Markers.SOF3 ? 1 : 8;
    long units = ((header.width() + side - 1) / side) * ((header.height() + side - 1) / side);
    if (!structure.arithmetic() && units > 8 * bytes) {
      throw new UndecodableImageException(
          UndecodableImageException.TRUNCATED,
          "the JPEG is cut: %d x %d pixels cannot be in its %d bytes"
              .formatted(header.width(), header.height(), structure.end()),
          structure.end());
    }
  }

  private static double fraction(JpegData.Count count, JpegStructure structure, boolean strict)
      throws UndecodableImageException {
    if (count == null) {
      return 1;
    }
    if (strict && count.badCode()) {
      throw new UndecodableImageException(
          UndecodableImageException.CORRUPT,
          "the JPEG is corrupt: its data hold a code that their table has not",
          -1);
    }
    // What was to follow whole scans of a cut progressive JPEG is unknown; one more at least.
    boolean more = structure.cut() && structure.process() == Markers.SOF2;
    double fraction = count.fraction(more);
    if (fraction < (strict ? 1 : LEAST)) {
      throw new UndecodableImageException(
          UndecodableImageException.TRUNCATED,
          "the JPEG is cut: its data end before the last block",
          structure.end());
    }
    return fraction;
  }

  private static Pixels pixels(byte[] encoded, JpegStructure structure, int channels)
      throws UndecodableImageException {
    ImageHeader header = structure.header();
    int flags = opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    if (header.components() == 1) {
      Raster gray = OpenCv.decode(encoded, header, flags | opencv_imgcodecs.IMREAD_GRAYSCALE);
      return SrgbPixels.of(gray, channels, 0);
    }
    byte[] rgb = OpenCv.decode(encoded, header, flags | opencv_imgcodecs.IMREAD_COLOR_RGB).bytes();
    return channels == 3
        ? new Pixels(header.width(), header.height(), 3, rgb)
        : SrgbPixels.gray(header.width(), header.height(), rgb);
  }

  /** The codec fills what it found no data for with mid gray, and does not say so. */
  private static boolean endsGray(Pixels pixels) {
    byte[] bytes = pixels.bytes();
    for (int c = 1; c <= pixels.channels(); c++) {
      if (bytes[bytes.length - c] != MID_GRAY) {
        return false;
      }
    }
    return true;
  }
}
