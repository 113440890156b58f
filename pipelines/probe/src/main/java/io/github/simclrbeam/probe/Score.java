package io.github.simclrbeam.probe;

/**
 * A top-1 share and the range that it lies in.
 *
 * @param top1 in [0, 1]
 * @param low the range's low end; top1 when none is known
 * @param high the range's high end; top1 when none is known
 */
record Score(double top1, double low, double high) {
  static Score of(double top1) {
    return new Score(top1, top1, top1);
  }

  boolean hasRange() {
    return high > low;
  }

  /** Returns "84.4 to 85.8", or nothing. */
  String range() {
    return hasRange() ? Words.decimal(100 * low, 1) + " to " + Words.decimal(100 * high, 1) : "";
  }
}
