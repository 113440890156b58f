package io.github.simclrbeam.images;

import java.io.Serializable;

/**
 * How images are decoded.
 *
 * @param limits what an image may cost at most
 * @param background the colour behind transparent pixels: 0xRRGGBB, in [0, 0xffffff]
 * @param truncated what becomes of a cut JPEG
 * @param animations what becomes of a file of several images
 */
public record DecodeSettings(
    DecodeLimits limits, int background, Truncated truncated, Animations animations)
    implements Serializable {
  /** The default limits, a white background, cut images refused, the first of several images. */
  public static final DecodeSettings DEFAULT =
      new DecodeSettings(DecodeLimits.DEFAULT, 0xffffff, Truncated.STRICT, Animations.FIRST_FRAME);

  private static final long serialVersionUID = 1;

  /** Checks the range of the background. */
  public DecodeSettings {
    if (background < 0 || background > 0xffffff) {
      throw new IllegalArgumentException(
          "background must be in [0, 0xffffff], but was: 0x%x".formatted(background));
    }
  }

  /** Returns the settings with other limits. */
  public DecodeSettings withLimits(DecodeLimits other) {
    return new DecodeSettings(other, background, truncated, animations);
  }
}
