package io.github.simclrbeam.augment;

import java.util.EnumSet;
import java.util.List;

/**
 * The drawn colour jitter of one view.
 *
 * @param order the four operations in the order in which they are applied
 * @param brightness factor, at least 0
 * @param contrast factor, at least 0
 * @param saturation factor, at least 0
 * @param hue shift in full turns, in [-0.5, 0.5]
 */
public record JitterDraw(
    List<JitterOperation> order,
    double brightness,
    double contrast,
    double saturation,
    double hue) {
  /**
   * @throws IllegalArgumentException if the order is no permutation of the four or a value is
   *     outside its range
   */
  public JitterDraw {
    order = List.copyOf(order);
    if (order.size() != 4 || EnumSet.copyOf(order).size() != 4) {
      throw Check.outside("order", "a permutation of the four operations", order, "jitter draw");
    }
    Check.atLeast(brightness, 0, "brightness", "jitter draw");
    Check.atLeast(contrast, 0, "contrast", "jitter draw");
    Check.atLeast(saturation, 0, "saturation", "jitter draw");
    Check.within(hue, -0.5, 0.5, "hue", "jitter draw");
  }
}
