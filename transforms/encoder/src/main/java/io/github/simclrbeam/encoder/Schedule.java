package io.github.simclrbeam.encoder;

/**
 * The learning rate of each step: linear warm-up from 0, then half a cosine to 0 at the end.
 * Thread-safe.
 *
 * @param base the rate at the end of warm-up, at least 0
 * @param warmUpSteps at least 0
 * @param totalSteps at least 1; may be warmUpSteps or fewer
 */
public record Schedule(double base, long warmUpSteps, long totalSteps) {
  public Schedule {
    if (!(base >= 0) || Double.isInfinite(base)) {
      throw new IllegalArgumentException("learning rate must be at least 0, but was: " + base);
    }
    if (warmUpSteps < 0) {
      throw new IllegalArgumentException(
          "warm-up steps must be at least 0, but was: " + warmUpSteps);
    }
    if (totalSteps < 1) {
      throw new IllegalArgumentException("total steps must be at least 1, but was: " + totalSteps);
    }
  }

  /** Returns a rate given for batches of 256 pairs, scaled to another size (Goyal et al. 2017). */
  public static double scaled(double rateFor256, int batchSize) {
    return rateFor256 * batchSize / 256;
  }

  /** Returns the rate of a step counted from 0; steps after the end keep the last rate, 0. */
  public double valueAt(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0, but was: " + step);
    }
    if (step < warmUpSteps) {
      return base * step / warmUpSteps;
    }
    long decaySteps = totalSteps - warmUpSteps;
    if (decaySteps <= 0) {
      return base;
    }
    double done = Math.min(1.0, (double) (step - warmUpSteps) / decaySteps);
    return base * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
  }
}
