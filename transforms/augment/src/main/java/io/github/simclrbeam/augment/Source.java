package io.github.simclrbeam.augment;

import java.util.Objects;

/**
 * The pixels of an image, whole or reduced: a JPEG can be decoded at a half, a quarter or an eighth
 * of its size. Pixel (i, j) of a reduced image stands for the pixels {@code [originX + i *
 * reduction, originX + (i + 1) * reduction)} of the whole one, and downwards the same; so that the
 * last one may reach beyond the image, or the first one where the image was mirrored after
 * decoding.
 *
 * @param hwc height x width x channels bytes, row-major, RGB or one channel; only read
 * @param width of these pixels, at least 1: that of the whole image divided by the reduction,
 *     rounded up
 * @param height the same
 * @param reduction side in pixels of the whole image of what one pixel stands for: 1, 2, 4 or 8
 * @param originX left edge of the first pixel in the whole image, in (-reduction, 0]
 * @param originY upper edge, the same
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier: nobody compares sources.
public record Source(byte[] hwc, int width, int height, int reduction, int originX, int originY) {
  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Source {
    Objects.requireNonNull(hwc, "hwc");
    Check.atLeast(width, 1, "width", "image");
    Check.atLeast(height, 1, "height", "image");
    if (reduction < 1
        || reduction > Augmentation.MAX_REDUCTION
        || Integer.bitCount(reduction) > 1) {
      throw Check.outside("reduction", "1, 2, 4 or 8", reduction, "image");
    }
    Check.within(originX, 1 - reduction, 0, "originX", "image");
    Check.within(originY, 1 - reduction, 0, "originY", "image");
  }

  /** An image that is not reduced. */
  public static Source whole(byte[] hwc, int width, int height) {
    return new Source(hwc, width, height, 1, 0, 0);
  }

  /** Whether these can be the pixels of an image of this size. */
  boolean fits(int wholeWidth, int wholeHeight) {
    return fits(wholeWidth, width, originX) && fits(wholeHeight, height, originY);
  }

  private boolean fits(int whole, int side, int origin) {
    long covered = (long) side * reduction;
    return covered >= whole
        && covered - whole < reduction
        && (origin == 0 || origin == whole - covered);
  }
}
