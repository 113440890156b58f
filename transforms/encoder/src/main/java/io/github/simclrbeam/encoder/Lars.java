package io.github.simclrbeam.encoder;

import java.util.List;

/**
 * LARS (You et al. 2017): SGD with momentum whose rate is, for each adapted tensor, multiplied by
 * {@code trustCoefficient * |w| / divisor}; the variant says what the divisor is. The factor is 1
 * for a tensor of zeros, so that weights that start at zero move. Without a gradient a tensor does
 * not decay either, except Google's. Groups that are not adapted move as by {@link Sgd}.
 *
 * <p>Made for large batches: with 1024 pairs or fewer SGD does as well.
 *
 * @param trustCoefficient above 0
 * @param clipRate whether the factor is {@code min(factor / rate, 1)}, so that no tensor moves
 *     faster than by the schedule's rate
 */
record Lars(Momentum momentum, LarsVariant variant, double trustCoefficient, boolean clipRate)
    implements UpdateRule {
  Lars {
    SettingsProblems problems = new SettingsProblems();
    problems.requirePositive("trust coefficient", trustCoefficient);
    problems.throwIfAny();
  }

  @Override
  public List<String> state() {
    return List.of(Momentum.VELOCITY);
  }

  @Override
  public void update(TorchOps ops, ParameterGroup group, double rate, long steps) {
    if (!group.adapted() || (variant.needsDecay() && group.decay() == 0)) {
      new Sgd(momentum).update(ops, group, rate, steps);
      return;
    }
    ops.effect(
        "lars",
        group.weights(),
        group.gradients(),
        group.state().get(Momentum.VELOCITY),
        rate,
        group.decay(),
        momentum.value(),
        momentum.rateInside(),
        momentum.ahead(),
        variant.decayInside(),
        trustCoefficient,
        variant.epsilon(),
        clipRate ? 1L : 0L);
  }
}
