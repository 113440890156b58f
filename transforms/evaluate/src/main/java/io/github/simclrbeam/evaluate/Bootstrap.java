package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The 95 % interval of an accuracy: its percentiles over test sets drawn with replacement from the
 * test images.
 */
final class Bootstrap {
  private Bootstrap() {}

  /**
   * The interval of the share of {@code true}.
   *
   * @param correct one answer for each test image, at least one
   * @param resamples test sets drawn, 100 or more
   * @param seed of the draws
   */
  static Interval interval(boolean[] correct, int resamples, long seed) {
    if (correct.length == 0) {
      throw new IllegalArgumentException("test images must be 1 or more, but was: 0");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      int right = 0;
      for (int j = 0; j < correct.length; j++) {
        right += correct[random.nextInt(correct.length)] ? 1 : 0;
      }
      shares[i] = (double) right / correct.length;
    }
    Arrays.sort(shares);
    int tail = (int) Math.floor(0.025 * resamples);
    return new Interval(shares[tail], shares[resamples - 1 - tail]);
  }
}
