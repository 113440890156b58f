package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * How well a batch's views find each other: the share of all 2N anchors whose other view is the
 * nearest, or among the five nearest, of the 2N-1 other rows by cosine. Rows that are as near as
 * the other view count as nearer, so a collapsed batch has 0 and not 1; with one pair both are 1.
 *
 * @param top1 in [0, 1]
 * @param top5 in [0, 1]
 */
record ContrastiveAccuracy(double top1, double top5) {
  /**
   * Computes both from projections (2N, output), ordered as for a loss: one product of matrices.
   */
  static ContrastiveAccuracy of(TorchOps ops, PtNDArray z) {
    ContrastiveLoss.pairs(z);
    try (PtNDArray both = ops.one(z.getManager(), "contrastive_accuracy", z)) {
      double[] shares = both.toDoubleArray();
      return new ContrastiveAccuracy(shares[0], shares[1]);
    }
  }
}
