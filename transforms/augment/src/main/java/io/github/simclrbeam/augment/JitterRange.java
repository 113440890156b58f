package io.github.simclrbeam.augment;

/**
 * The range of the colour jitter: with the given probability, brightness, contrast, saturation and
 * hue are changed, in an order drawn uniformly from the 24 permutations.
 *
 * @param probability of applying the jitter at all, in [0, 1]
 * @param brightness s, at least 0: the factor is uniform in [max(0, 1 - s), 1 + s]
 * @param contrast s, the same
 * @param saturation s, the same; without effect on one channel
 * @param hue h, in [0, 0.5]: the shift is uniform in [-h, h] full turns; without effect on one
 *     channel
 */
public record JitterRange(
    double probability, double brightness, double contrast, double saturation, double hue) {
  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public JitterRange {
    Check.probability(probability, "probability", "jitter");
    Check.atLeast(brightness, 0, "brightness", "jitter");
    Check.atLeast(contrast, 0, "contrast", "jitter");
    Check.atLeast(saturation, 0, "saturation", "jitter");
    Check.within(hue, 0, 0.5, "hue", "jitter");
  }

  /**
   * SimCLR's jitter at a strength s: .8s, .8s, .8s and .2s, with probability .8. The paper uses 1
   * for ImageNet and 0.5 for CIFAR-10.
   *
   * @throws IllegalArgumentException if the strength is negative or above 2.5 (hue at most 0.5)
   */
  public static JitterRange ofStrength(double strength) {
    Check.within(strength, 0, 2.5, "strength", "jitter");
    return new JitterRange(0.8, 0.8 * strength, 0.8 * strength, 0.8 * strength, 0.2 * strength);
  }

  /** One line, such as {@code p 0.8 brightness 0.8 contrast 0.8 saturation 0.8 hue 0.2}. */
  public String describe() {
    return "p "
        + Check.number(probability)
        + " brightness "
        + Check.number(brightness)
        + " contrast "
        + Check.number(contrast)
        + " saturation "
        + Check.number(saturation)
        + " hue "
        + Check.number(hue);
  }
}
