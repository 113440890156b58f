package io.github.simclrbeam.encoder;

/**
 * A linear rise of the learning rate at the start of a run.
 *
 * @param steps W, at least 0
 * @param start where it begins
 * @param startRate of {@link Start#FROM_RATE} only, at least 0
 */
record WarmUp(long steps, Start start, double startRate) {
  /** Published conventions, for step s of W and base rate b. */
  enum Start {
    /** b s / W, so step 0 has rate 0 and moves nothing: google-research/simclr. */
    ZERO_BASED("zero-based"),
    /** b (s + 1) / W, so step W - 1 has rate b: lightly. */
    ONE_BASED("one-based"),
    /** From a given rate at step 0 to b at step W - 1: solo-learn, from 3e-5. */
    FROM_RATE("from-rate");

    private final String settingsName;

    Start(String settingsName) {
      this.settingsName = settingsName;
    }

    String settingsName() {
      return settingsName;
    }
  }

  WarmUp {
    SettingsProblems problems = new SettingsProblems();
    problems.require(steps >= 0, "warm-up steps", "at least 0", steps);
    problems.requireAtLeastZero("warm-up rate", startRate);
    problems.throwIfAny();
  }

  static WarmUp zeroBased(long steps) {
    return new WarmUp(steps, Start.ZERO_BASED, 0);
  }

  /**
   * Returns the rate of a step below W.
   *
   * @param every steps between changes of the rate; step is a multiple of it
   */
  double valueAt(long step, double base, long every) {
    return switch (start) {
      case ZERO_BASED -> base * step / steps;
      case ONE_BASED -> base * Math.min(step + every, steps) / steps;
      case FROM_RATE ->
          startRate + (base - startRate) * Math.min(1, step / Math.max(1.0, steps - every));
    };
  }
}
