package io.github.simclrbeam.encoder;

/**
 * Half a cosine from the base rate to its end (Loshchilov and Hutter 2017, without restarts).
 *
 * @param endFraction the end as a share of the base, in [0, 1]
 * @param endAtLastStep whether the run's last change of the rate reaches the end, as lightly's
 *     schedule; otherwise the one after it would, as google-research/simclr's and PyTorch's
 */
record CosineDecay(double endFraction, boolean endAtLastStep) implements RateDecay {
  CosineDecay {
    SettingsProblems problems = new SettingsProblems();
    problems.require(
        endFraction >= 0 && endFraction <= 1, "end fraction", "in [0, 1]", endFraction);
    problems.throwIfAny();
  }

  @Override
  public double shareAt(long step, Span span) {
    long length = span.to() - span.from() - (endAtLastStep ? span.every() : 0);
    double done = length <= 0 ? 1 : Math.min(1.0, (double) (step - span.from()) / length);
    return endFraction + (1 - endFraction) * (0.5 * (1 + StrictMath.cos(StrictMath.PI * done)));
  }
}
