package io.github.simclrbeam.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Decodes a JPEG at any reduction, and finds out whether all its blocks were there. */
final class JpegImage implements OpenedImage {
  private static final int MOST_REDUCED = 8;

  /** Of an image with less than this share of its blocks nothing is kept. */
  private static final double LEAST = 0.01;

  private final Decoding decoding;
  private final JpegStructure structure;
  private final boolean strict;

  /** Whether {@link #fraction} is known: else the pixels have to give a reason to count. */
  private boolean counted;

  private double fraction = 1;

  private JpegImage(Decoding decoding, JpegStructure structure) {
    this.decoding = decoding;
    this.structure = structure;
    this.strict = decoding.settings().truncated() == Truncated.STRICT;
  }

  static JpegImage open(Decoding decoding) throws UndecodableImageException {
    JpegStructure structure = JpegStructure.read(decoding.encoded());
    decoding.admit(structure.outline());
    JpegImage image = new JpegImage(decoding, structure);
    if (image.strict || structure.arithmetic()) {
      structure.outline().mustBeWhole();
    }
    image.refuseTheImpossible();
    if (structure.cut() || image.mayHideGaps()) {
      image.count(JpegData.count(decoding.encoded(), structure));
    }
    return image;
  }

  @Override
  public int width() {
    ImageHeader header = structure.header();
    return Upright.turns(header.orientation()) ? header.height() : header.width();
  }

  @Override
  public int height() {
    ImageHeader header = structure.header();
    return Upright.turns(header.orientation()) ? header.width() : header.height();
  }

  @Override
  public boolean reducible() {
    return structure.process() != Markers.SOF3 && !inks();
  }

  @Override
  public Decoded decode(int reduction) throws UndecodableImageException {
    if (reduction != 1 && !(reducible() && reduction(reduction))) {
      throw new IllegalArgumentException(
          "reduction must be %s, but was: %d"
              .formatted(reducible() ? "1, 2, 4 or 8" : "1", reduction));
    }
    byte[] encoded = decoding.encoded();
    byte[] closed = structure.cut() ? structure.closed(encoded) : encoded;
    Pixels stored =
        inks()
            ? CmykJpeg.decode(closed, structure, decoding.channels())
            : pixels(closed, reduction);
    if (!counted && !structure.arithmetic() && endsGray(stored)) {
      JpegData.Count count = JpegData.count(encoded, structure);
      if (count.ranOut()) {
        count(count);
      }
      counted = true;
    }
    int orientation = structure.header().orientation();
    return new Decoded(
        Upright.turn(stored, orientation),
        reduction,
        Upright.mirrorsAcross(orientation) ? origin(width(), reduction) : 0,
        Upright.mirrorsDown(orientation) ? origin(height(), reduction) : 0,
        inks() ? Decoded.JDK : Decoded.OPENCV,
        fraction,
        warnings());
  }

  private static boolean reduction(int reduction) {
    return reduction >= 1 && reduction <= MOST_REDUCED && Integer.bitCount(reduction) == 1;
  }

  /** The last pixel stands for what is left of the side; mirrored, it is the first. */
  private static int origin(int side, int reduction) {
    return side - reduced(side, reduction) * reduction;
  }

  private static int reduced(int side, int reduction) {
    return (side + reduction - 1) / reduction;
  }

  private boolean inks() {
    return structure.header().components() == 4;
  }

  /** Where the last pixel alone does not tell whether data are missing. */
  private boolean mayHideGaps() {
    boolean baseline = structure.process() < Markers.SOF2;
    return !structure.arithmetic() && (!structure.simple() || !baseline || inks());
  }

  /** Every block takes a bit at least, so a header may not announce more of them. */
  private void refuseTheImpossible() throws UndecodableImageException {
    ImageHeader header = structure.header();
    double bytes = decoding.encoded().length / (strict ? 1 : LEAST);
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

  private void count(JpegData.Count count) throws UndecodableImageException {
    if (strict && count.badCode()) {
      throw new UndecodableImageException(
          UndecodableImageException.CORRUPT,
          "the JPEG is corrupt: its data hold a code that their table has not",
          -1);
    }
    // What was to follow whole scans of a cut progressive JPEG is unknown; one more at least.
    boolean more = structure.cut() && structure.process() == Markers.SOF2;
    fraction = count.fraction(more);
    if (fraction < (strict ? 1 : LEAST)) {
      throw new UndecodableImageException(
          UndecodableImageException.TRUNCATED,
          "the JPEG is cut: its data end before the last block",
          structure.end());
    }
    counted = true;
  }

  private List<DecodeWarning> warnings() {
    List<DecodeWarning> warnings = new ArrayList<>(decoding.warnings());
    if (fraction < 1 || structure.cut()) {
      // A point in any country: messages go into files.
      String share = String.format(Locale.ROOT, "%.1f%%", Math.floor(1000 * fraction) / 10);
      warnings.add(
          new DecodeWarning(
              DecodeWarning.SALVAGED,
              "the JPEG is cut: %s of its blocks are there".formatted(share)));
    }
    return warnings;
  }

  private Pixels pixels(byte[] closed, int reduction) throws UndecodableImageException {
    ImageHeader header = structure.header();
    int width = reduced(header.width(), reduction);
    int height = reduced(header.height(), reduction);
    int flags = opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    if (header.components() == 1) {
      Raster gray =
          OpenCv.decode(closed, header, flags | opencv_imgcodecs.IMREAD_GRAYSCALE, reduction);
      return SrgbPixels.of(gray, decoding.channels(), 0);
    }
    byte[] rgb =
        OpenCv.decode(closed, header, flags | opencv_imgcodecs.IMREAD_COLOR_RGB, reduction).bytes();
    return decoding.channels() == 3
        ? new Pixels(width, height, 3, rgb)
        : SrgbPixels.gray(width, height, rgb);
  }

  /**
   * The codec fills what it found no data for with mid gray, and does not say so. Colour of the
   * blocks before may bleed into the last pixel, where it was stored at half resolution; its
   * brightness stays, but for rounding.
   */
  private static boolean endsGray(Pixels pixels) {
    byte[] bytes = pixels.bytes();
    int last = bytes.length - pixels.channels();
    int red = bytes[last] & 0xff;
    int green = bytes[last + pixels.channels() / 2] & 0xff;
    int blue = bytes[bytes.length - 1] & 0xff;
    return Math.abs(299 * red + 587 * green + 114 * blue - 128_000) <= 1_000;
  }
}
