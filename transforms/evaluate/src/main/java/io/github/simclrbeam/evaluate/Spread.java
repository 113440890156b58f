package io.github.simclrbeam.evaluate;

import java.util.Arrays;

/**
 * Several values of one figure.
 *
 * @param mean their mean
 * @param deviation their standard deviation (of the n - 1 kind); 0 for a single value
 * @param lowest the lowest
 * @param highest the highest
 */
record Spread(double mean, double deviation, double lowest, double highest) {
  /** Of one value at least. */
  static Spread of(double[] values) {
    double lowest = Arrays.stream(values).min().orElseThrow();
    double highest = Arrays.stream(values).max().orElseThrow();
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    return new Spread(mean, deviation, lowest, highest);
  }
}
