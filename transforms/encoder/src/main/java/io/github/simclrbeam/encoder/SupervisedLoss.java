package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;

/**
 * The supervised contrastive loss of labelled views and its gradient (Khosla et al. 2020, equation
 * 2, L_out): an anchor's positives are its other view and both views of all pairs of its class; the
 * mean over the positives stands outside the logarithm. The mean over all 2N anchors, without the
 * factor temperature / base_temperature of the authors' program. Pairs without a class have their
 * own other view only, so without any labels this is NT-Xent.
 *
 * <p>A row of zeros has cosines and a gradient of 0.
 */
record SupervisedLoss(TorchOps ops, Temperature temperature) implements ContrastiveLoss {
  private static final long NO_CLASS = -1;

  @Override
  public LossResult of(PtNDArray z, long[] labels, long step) {
    PtNDManager manager = z.getManager();
    double tau = temperature.valueAt(step);
    try (PtNDArray classes =
        (PtNDArray) manager.create(checked(labels, ContrastiveLoss.pairs(z)))) {
      return LossResult.of(ops.all(manager, "supervised", z, classes, tau));
    }
  }

  private static long[] checked(long[] labels, int pairs) {
    if (labels.length == 0) {
      long[] none = new long[pairs];
      Arrays.fill(none, NO_CLASS);
      return none;
    }
    if (labels.length != pairs) {
      throw new IllegalArgumentException(
          "labels must be %d, one a pair, but was: %d".formatted(pairs, labels.length));
    }
    for (long label : labels) {
      if (label < NO_CLASS) {
        throw new IllegalArgumentException("a label must be at least -1, but was: " + label);
      }
    }
    return labels;
  }
}
