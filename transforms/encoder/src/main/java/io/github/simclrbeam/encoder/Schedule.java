package io.github.simclrbeam.encoder;

/**
 * The learning rate of each step, a pure function of it: a linear warm-up, then a decay. Warm-up
 * has its rates from step 0 on and ends before step W; the decay spans the steps from W to the
 * total. Thread-safe.
 */
public final class Schedule {
  private final double base;
  private final WarmUp warmUp;
  private final RateDecay decay;
  private final long totalSteps;
  private final long every;

  /**
   * Makes linear warm-up from 0, then half a cosine to 0 at the end.
   *
   * @param base the rate at the end of warm-up, at least 0
   * @param warmUpSteps at least 0
   * @param totalSteps at least 1; may be warmUpSteps or fewer
   */
  public Schedule(double base, long warmUpSteps, long totalSteps) {
    this(base, WarmUp.zeroBased(warmUpSteps), new CosineDecay(0, false), totalSteps, 1);
  }

  /**
   * @param every steps between changes of the rate, at least 1: those of an epoch, or 1
   */
  Schedule(double base, WarmUp warmUp, RateDecay decay, long totalSteps, long every) {
    SettingsProblems problems = new SettingsProblems();
    problems.requireAtLeastZero("learning rate", base);
    problems.require(totalSteps >= 1, "total steps", "at least 1", totalSteps);
    problems.require(every >= 1, "steps between changes", "at least 1", every);
    problems.throwIfAny();
    this.base = base;
    this.warmUp = warmUp;
    this.decay = decay;
    this.totalSteps = totalSteps;
    this.every = every;
  }

  /** Returns a rate given for batches of 256 pairs, scaled to another size (Goyal et al. 2017). */
  public static double scaled(double rateFor256, int batchSize) {
    return RateScaling.LINEAR.scaled(rateFor256, batchSize, 256);
  }

  /** Returns the rate of a step counted from 0; steps after the end keep the end's rate. */
  public double valueAt(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0, but was: " + step);
    }
    long change = step - step % every;
    if (change < warmUp.steps()) {
      return warmUp.valueAt(change, base, every);
    }
    if (totalSteps <= warmUp.steps()) {
      return base;
    }
    return base * decay.shareAt(change, new RateDecay.Span(warmUp.steps(), totalSteps, every));
  }
}
