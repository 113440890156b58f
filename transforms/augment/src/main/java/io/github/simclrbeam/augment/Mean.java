package io.github.simclrbeam.augment;

import java.util.Arrays;

/**
 * The mean of a view's gray, from its blocks one after the other. A channel's values are summed in
 * double, value i of the view in the partial sum i % 4: four sums that need not wait for each
 * other.
 */
final class Mean {
  private static final int PARTS = 4;

  private final double[][] sums;
  private long count;

  Mean(int channels) {
    this.sums = new double[channels][PARTS];
  }

  void clear() {
    for (double[] parts : sums) {
      Arrays.fill(parts, 0);
    }
    count = 0;
  }

  /** Adds a block, whose length is a multiple of 4 unless it is the last one. */
  void add(float[][] block) {
    for (int channel = 0; channel < sums.length; channel++) {
      add(sums[channel], block[channel]);
    }
    count += block[0].length;
  }

  private static void add(double[] parts, float[] values) {
    double sum0 = parts[0];
    double sum1 = parts[1];
    double sum2 = parts[2];
    double sum3 = parts[3];
    int i = 0;
    for (; i + PARTS <= values.length; i += PARTS) {
      sum0 += values[i];
      sum1 += values[i + 1];
      sum2 += values[i + 2];
      sum3 += values[i + 3];
    }
    for (; i < values.length; i++) {
      sum0 += values[i];
    }
    parts[0] = sum0;
    parts[1] = sum1;
    parts[2] = sum2;
    parts[3] = sum3;
  }

  /** The mean; of three channels .299 red + .587 green + .114 blue. */
  float value() {
    if (sums.length == 1) {
      return (float) mean(0);
    }
    return (float)
        (ColourKernels.RED * mean(0)
            + ColourKernels.GREEN * mean(1)
            + ColourKernels.BLUE * mean(2));
  }

  private double mean(int channel) {
    double[] parts = sums[channel];
    return ((parts[0] + parts[1]) + (parts[2] + parts[3])) / count;
  }
}
