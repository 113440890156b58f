package io.github.simclrbeam.images;

import java.util.ArrayList;
import java.util.List;

/**
 * One image on its way from bytes to pixels.
 *
 * @param encoded the image from its first byte on
 * @param channels 1 or 3
 * @param warnings grow on the way
 */
record Decoding(
    byte[] encoded, int channels, DecodeSettings settings, List<DecodeWarning> warnings) {

  Decoding(byte[] encoded, int channels, DecodeSettings settings) {
    this(encoded, channels, settings, new ArrayList<>());
  }

  /** Checks limits and policy against what the image announces. */
  void admit(Outline outline) throws UndecodableImageException {
    ImageHeader header = outline.header();
    DecodeLimits limits = settings.limits();
    if (header.pixels() > limits.maxPixels()) {
      String size = "%d x %d".formatted(header.width(), header.height());
      throw tooLarge("pixels", limits.maxPixels(), size);
    }
    if (outline.largestFrame() > limits.maxPixels()) {
      throw tooLarge("pixels of a frame", limits.maxPixels(), outline.largestFrame() + "");
    }
    if (header.scans() > limits.maxScans()) {
      throw tooLarge("scans", limits.maxScans(), header.scans() + "");
    }
    if (header.frames() > 1) {
      String many = "the %s holds %d images".formatted(header.type(), header.frames());
      if (settings.animations() == Animations.REFUSE) {
        throw new UndecodableImageException(UndecodableImageException.ANIMATED, many, 0);
      }
      warn(DecodeWarning.FIRST_OF_MANY_FRAMES, many);
    }
    warnings.addAll(outline.warnings());
  }

  void warn(String reason, String message) {
    warnings.add(new DecodeWarning(reason, message));
  }

  /** Returns the raster as pixels, upright. */
  Decoded whole(Raster raster, int orientation, String decoder) {
    Pixels pixels = SrgbPixels.of(raster, channels, settings.background());
    return new Decoded(Upright.turn(pixels, orientation), 1, 0, 0, decoder, 1, warnings);
  }

  static UndecodableImageException tooLarge(String what, long limit, String found) {
    return new UndecodableImageException(
        UndecodableImageException.TOO_LARGE,
        "%s must be at most %d, but were: %s".formatted(what, limit, found),
        0);
  }
}
