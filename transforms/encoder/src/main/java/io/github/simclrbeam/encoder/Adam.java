package io.github.simclrbeam.encoder;

import java.util.List;

/**
 * Adam as torch.optim.Adam (Kingma and Ba 2015) and AdamW as torch.optim.AdamW (Loshchilov and
 * Hutter 2019): {@code w = w - rate m' / (sqrt(v') + epsilon)} with the bias-corrected mean m' and
 * variance v' of the gradients.
 *
 * @param beta1 of the mean, in [0, 1)
 * @param beta2 of the variance, in [0, 1)
 * @param epsilon above 0; outside the root of the corrected variance
 * @param decoupled whether decay shrinks the weights apart from the gradient (AdamW) instead of
 *     being added to it
 */
record Adam(double beta1, double beta2, double epsilon, boolean decoupled) implements UpdateRule {
  private static final String MEAN = "mean";
  private static final String VARIANCE = "variance";

  Adam {
    SettingsProblems problems = new SettingsProblems();
    problems.requireShareBelowOne("beta1", beta1);
    problems.requireShareBelowOne("beta2", beta2);
    problems.requirePositive("epsilon", epsilon);
    problems.throwIfAny();
  }

  @Override
  public List<String> state() {
    return List.of(MEAN, VARIANCE);
  }

  @Override
  public void update(TorchOps ops, ParameterGroup group, double rate, long steps) {
    ops.effect(
        "adam",
        group.weights(),
        group.gradients(),
        group.state().get(MEAN),
        group.state().get(VARIANCE),
        rate,
        group.decay(),
        decoupled ? 1L : 0L,
        beta1,
        beta2,
        epsilon,
        1 - StrictMath.pow(beta1, steps + 1.0),
        1 - StrictMath.pow(beta2, steps + 1.0));
  }
}
