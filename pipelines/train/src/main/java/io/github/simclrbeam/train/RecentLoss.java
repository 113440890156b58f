package io.github.simclrbeam.train;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The mean loss over the latest steps, as many as an epoch has: after an epoch's last step, the
 * epoch's loss. A function of the steps' losses alone. Not thread-safe.
 */
final class RecentLoss {
  private final int steps;
  private final Deque<Double> losses = new ArrayDeque<>();

  /**
   * @param steps how many steps count, at least 1
   */
  RecentLoss(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1, but was: " + steps);
    }
    this.steps = steps;
  }

  void add(double loss) {
    if (losses.size() == steps) {
      losses.removeFirst();
    }
    losses.addLast(loss);
  }

  /** Returns the mean; NaN before the first step. */
  double mean() {
    return losses.stream().mapToDouble(Double::doubleValue).sum() / losses.size();
  }
}
