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
final class NtXent implements ContrastiveLoss {
  private final TorchOps ops;
  private final double temperature;

  /** Temperature is above 0. */
  NtXent(TorchOps ops, double temperature) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, but was: " + temperature);
    }
    this.ops = ops;
    this.temperature = temperature;
  }

  @Override
  public LossResult of(PtNDArray z) {
    long rows = z.getShape().get(0);
    if (rows < 2 || rows % 2 != 0) {
      throw new IllegalArgumentException("rows must be an even number above 0, but was: " + rows);
    }
    PtNDArray[] results = ops.all(z.getManager(), "nt_xent", z, temperature);
    return new LossResult(results[0], results[1], results[2]);
  }
}
