package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * The decoupled contrastive losses DCL and DCLW, and their gradient (Yeh et al. 2022, equation 6
 * and its weighted form): NT-Xent whose denominators hold the 2N-2 negatives only. The mean over
 * all 2N anchors.
 *
 * <p>DCLW weighs an anchor's positive by {@code 2 - N softmax(cosine / sigma)}, the softmax over
 * all pairs: pairs that are far apart count more. No gradient flows through the weights, as in
 * lightly's DCLWLoss.
 *
 * <p>One pair has no negatives, so nothing keeps its views from growing alike: its loss is 0 and so
 * is its gradient. A row of zeros has cosines and a gradient of 0.
 *
 * @param sigma of the weights, above 0; 0: no weights
 */
record DecoupledLoss(TorchOps ops, Temperature temperature, double sigma)
    implements ContrastiveLoss {
  DecoupledLoss {
    SettingsProblems problems = new SettingsProblems();
    problems.requireAtLeastZero("sigma", sigma);
    problems.throwIfAny();
  }

  @Override
  public LossResult of(PtNDArray z, long[] labels, long step) {
    if (ContrastiveLoss.pairs(z) == 1) {
      return LossResult.of(ops.all(z.getManager(), "no_loss", z));
    }
    double tau = temperature.valueAt(step);
    return LossResult.of(ops.all(z.getManager(), "decoupled", z, tau, sigma));
  }
}
