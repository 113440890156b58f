package io.github.simclrbeam.augment;

/**
 * A part of one axis of a {@link Source}, from one place to another; in a reduced source both may
 * lie inside a pixel.
 *
 * @param first first pixel that the part touches
 * @param count number of pixels that it touches, at least 1
 * @param offset where in the first pixel it begins, in [0, 1)
 * @param length in pixels, above 0
 */
record Stretch(int first, int count, double offset, double length) {
  /** The pixels of the source from column x on. */
  static Stretch across(Source source, int x, int width) {
    return of(x - source.originX(), width, source.reduction());
  }

  /** The pixels of the source from row y on. */
  static Stretch down(Source source, int y, int height) {
    return of(y - source.originY(), height, source.reduction());
  }

  // A division by a power of two is exact.
  private static Stretch of(int begin, int length, int reduction) {
    int first = begin / reduction;
    int last = (begin + length - 1) / reduction;
    return new Stretch(
        first,
        last - first + 1,
        (double) (begin % reduction) / reduction,
        (double) length / reduction);
  }
}
