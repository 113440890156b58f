package io.github.simclrbeam.encoder;

/**
 * How gradients of past steps move weights on.
 *
 * @param value what is kept of the velocity, in [0, 1)
 * @param nesterov whether weights also move by the momentum of the coming step: {@code w = w - rate
 *     (g + momentum v)}, or {@code w = w - (rate g + momentum v)} with the rate inside
 */
record Momentum(double value, MomentumConvention convention, boolean nesterov) {
  /** The only array that an update with momentum remembers. */
  static final String VELOCITY = "velocity";

  Momentum {
    SettingsProblems problems = new SettingsProblems();
    problems.requireShareBelowOne("momentum", value);
    problems.throwIfAny();
  }

  static Momentum pytorch(double value) {
    return new Momentum(value, MomentumConvention.PYTORCH, false);
  }

  /** Returns 1 if the rate goes into the velocity, otherwise 0. */
  long rateInside() {
    return convention == MomentumConvention.TENSORFLOW ? 1 : 0;
  }

  /** Returns 1 for Nesterov's momentum, otherwise 0. */
  long ahead() {
    return nesterov ? 1 : 0;
  }
}
