package io.github.simclrbeam.augment;

/**
 * The weights of one axis of a resize: which input pixels make each output pixel, and how much.
 * Output pixel i has its centre at (i + 0.5) * scale of the input; shrinking widens the filter by
 * the scale (antialiasing); at the edges the weights of the pixels that exist are normalised to 1.
 * The same weights as Pillow's and torchvision's antialiased resize, but in floats.
 *
 * <p>Reused: {@link #set} replaces everything. Not thread-safe.
 */
final class Taps {
  /** First input pixel of each output pixel; never decreases. */
  int[] first = new int[0];

  /** Number of input pixels of each output pixel, at least 1. */
  int[] count = new int[0];

  /** Weight k of output pixel i at {@code i * stride + k}. */
  float[] weights = new float[0];

  /** Places per output pixel in the weights: the largest count. */
  int stride;

  /** Number of output pixels. */
  int length;

  private double[] row = new double[0];

  /**
   * @param in the part of the input axis that is resized; taps count from its first pixel
   * @param out pixels to which the whole part is resized
   * @param from first output pixel wanted
   * @param wanted number of output pixels wanted; from + wanted is at most out
   */
  void set(Stretch in, int out, int from, int wanted, Interpolation interpolation) {
    double scale = in.length() / out;
    double widening = Math.max(scale, 1);
    double support = interpolation.support() * widening;
    reserve(Math.min(in.count(), 2 * (int) StrictMath.ceil(support) + 1), wanted);
    for (int i = 0; i < wanted; i++) {
      double centre = in.offset() + (from + i + 0.5) * scale;
      int begin = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(in.count(), (int) (centre + support + 0.5));
      double sum = 0;
      for (int k = begin; k < end; k++) {
        double weight = interpolation.weight((k + 0.5 - centre) / widening);
        row[k - begin] = weight;
        sum += weight;
      }
      for (int k = begin; k < end; k++) {
        weights[i * stride + k - begin] = (float) (row[k - begin] / sum);
      }
      first[i] = begin;
      count[i] = end - begin;
    }
  }

  /** First input pixel that any output pixel needs. */
  int begin() {
    return first[0];
  }

  /** One after the last input pixel that any output pixel needs. */
  int end() {
    return first[length - 1] + count[length - 1];
  }

  private void reserve(int most, int wanted) {
    stride = most;
    length = wanted;
    if (first.length < wanted) {
      first = new int[wanted];
      count = new int[wanted];
    }
    if (weights.length < wanted * most) {
      weights = new float[wanted * most];
    }
    if (row.length < most) {
      row = new double[most];
    }
  }
}
