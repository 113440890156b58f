package io.github.simclrbeam.train;

/** The mean loss of the latest epoch, over the steps of it that were done. Not thread-safe. */
final class EpochLoss {
  private long epoch = -1;
  private double sum;
  private long steps;

  /** Adds a step; the first one of a new epoch starts the mean again. */
  void add(StepMetrics metrics) {
    if (metrics.epoch() != epoch) {
      epoch = metrics.epoch();
      sum = 0;
      steps = 0;
    }
    sum += metrics.loss();
    steps++;
  }

  /** Returns the mean; NaN before the first step. */
  double mean() {
    return sum / steps;
  }
}
