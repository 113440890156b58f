package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * NT-Xent and its gradient with respect to the projections, on the engine, in the projections' type
 * (Chen et al. 2020, equation 1). Rows are the first views of all N pairs, then the second views in
 * the same order; N is half of the rows. Similarities are cosines; the self-similarity is left out;
 * the loss is the mean over all 2N anchors. One pair has no negatives: its loss is 0.
 *
 * <p>A row of zeros has no direction: its cosines are 0, and so is its gradient.
 */
record NtXent(TorchOps ops, Temperature temperature) implements ContrastiveLoss {
  /** Temperature is above 0. */
  NtXent(TorchOps ops, double temperature) {
    this(ops, Temperature.constant(temperature));
  }

  @Override
  public LossResult of(PtNDArray z, long[] labels, long step) {
    ContrastiveLoss.pairs(z);
    return LossResult.of(ops.all(z.getManager(), "nt_xent", z, temperature.valueAt(step)));
  }
}
