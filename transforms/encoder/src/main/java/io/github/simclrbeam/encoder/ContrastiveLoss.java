package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** A loss of projections, with its gradient worked out by hand. */
interface ContrastiveLoss {
  /**
   * Returns the loss of a batch.
   *
   * @param z (2N, output): the first views of all N pairs, then the second views in the same order;
   *     the results belong to its manager
   * @param labels each pair's class, at least 0, or -1 where it is not known; empty when none is.
   *     Only losses for labelled views read them
   * @param step from 0: decides a temperature that changes
   */
  LossResult of(PtNDArray z, long[] labels, long step);

  /** Returns the loss of a batch without labels, as it is at the first step. */
  default LossResult of(PtNDArray z) {
    return of(z, new long[0], 0);
  }

  /** Returns N of (2N, output). */
  static int pairs(PtNDArray z) {
    long rows = z.getShape().get(0);
    if (rows < 2 || rows % 2 != 0) {
      throw new IllegalArgumentException("rows must be an even number above 0, but was: " + rows);
    }
    return Math.toIntExact(rows / 2);
  }
}
