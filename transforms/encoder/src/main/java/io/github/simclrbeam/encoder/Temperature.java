package io.github.simclrbeam.encoder;

/**
 * A loss's temperature at each step, a pure function of it: constant, or a cosine from the highest
 * to the lowest value and back, again and again (Kukleva et al. 2023): {@code lowest + (highest -
 * lowest) (1 + cos(2 pi step / period)) / 2}.
 *
 * @param highest of step 0, above 0
 * @param lowest above 0, at most the highest
 * @param periodSteps length of a cycle, above 0; need not be whole
 */
record Temperature(double highest, double lowest, double periodSteps) {
  Temperature {
    SettingsProblems problems = new SettingsProblems();
    problems.requirePositive("temperature", highest);
    if (Double.compare(lowest, highest) != 0) {
      problems.require(
          lowest > 0 && lowest < highest,
          "lowest temperature",
          "above 0 and at most " + highest,
          lowest);
      problems.requirePositive("temperature period", periodSteps);
    }
    problems.throwIfAny();
  }

  static Temperature constant(double value) {
    return new Temperature(value, value, 1);
  }

  /** Returns the temperature of a step counted from 0. */
  double valueAt(long step) {
    if (lowest == highest) {
      return highest;
    }
    double turn = StrictMath.cos(2 * StrictMath.PI * (step / periodSteps));
    return lowest + (highest - lowest) * (1 + turn) / 2;
  }
}
