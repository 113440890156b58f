package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * A loss as the sum of the two views' means, as google-research/simclr adds them: twice the mean
 * over all anchors, with twice its gradient.
 */
record SummedViews(TorchOps ops, ContrastiveLoss loss) implements ContrastiveLoss {
  @Override
  public LossResult of(PtNDArray z, long[] labels, long step) {
    LossResult mean = loss.of(z, labels, step);
    ops.effect("scale", mean.loss(), 2.0);
    ops.effect("scale", mean.gradient(), 2.0);
    return mean;
  }
}
