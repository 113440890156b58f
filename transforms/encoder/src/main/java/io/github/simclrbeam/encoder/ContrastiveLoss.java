package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** A loss of projections, with its gradient worked out by hand. */
interface ContrastiveLoss {
  /**
   * Returns the loss of a batch.
   *
   * @param z (2N, output): the first views of all N pairs, then the second views in the same order;
   *     the results belong to its manager
   */
  LossResult of(PtNDArray z);
}
