package io.github.simclrbeam.images;

import java.io.Serializable;

/**
 * What an image may cost at most; checked against its headers, before memory for pixels is taken.
 *
 * @param maxPixels width x height of the image and of every frame in it, in [1, 2^29 - 1]
 * @param maxBytes of the encoded image, >= 1
 * @param maxScans of a JPEG, >= 1; each costs a pass over the whole image
 */
public record DecodeLimits(long maxPixels, long maxBytes, int maxScans) implements Serializable {
  /** More scans than any encoder writes. */
  private static final int SCANS = 200;

  /** 100 million pixels (300 MB decoded), 512 MiB encoded, 200 scans. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(100_000_000, 512L << 20);

  private static final long serialVersionUID = 1;

  /** Checks the ranges. */
  public DecodeLimits {
    if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "maxPixels must be in [1, %d], but was: %d".formatted(Integer.MAX_VALUE / 4, maxPixels));
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be >= 1, but was: " + maxBytes);
    }
    if (maxScans < 1) {
      throw new IllegalArgumentException("maxScans must be >= 1, but was: " + maxScans);
    }
  }

  /** The default number of scans. */
  public DecodeLimits(long maxPixels, long maxBytes) {
    this(maxPixels, maxBytes, SCANS);
  }
}
