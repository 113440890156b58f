package io.github.simclrbeam.images;

/**
 * What an image may cost at most; checked against its header, before memory is taken.
 *
 * @param maxPixels width x height, >= 1
 * @param maxBytes of the encoded image, >= 1
 */
public record DecodeLimits(long maxPixels, long maxBytes) {
  /** 100 million pixels (300 MB decoded), 512 MiB encoded. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(100_000_000, 512L << 20);

  /** Checks the ranges. */
  public DecodeLimits {
    if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "maxPixels must be in [1, %d], but was: %d".formatted(Integer.MAX_VALUE / 4, maxPixels));
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be >= 1, but was: " + maxBytes);
    }
  }
}
