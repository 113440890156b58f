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

  /** One after the last input pixel of each output pixel; never decreases. */
  int[] end = new int[0];

  /** Number of weights of each output pixel, even: the last one may be a 0 for no pixel. */
  int[] count = new int[0];

  /** Weight k of output pixel i at {@code i * stride + k}. */
  float[] weights = new float[0];

  /** Places per output pixel in the weights: no count is larger. */
  int stride;

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
    reserve(even(Math.min(in.count(), 2 * (int) StrictMath.ceil(support) + 1)), wanted);
    for (int i = 0; i < wanted; i++) {
      double centre = in.offset() + (from + i + 0.5) * scale;
      int begin = Math.max(0, (int) (centre - support + 0.5));
      int pixels = Math.min(in.count(), (int) (centre + support + 0.5)) - begin;
      double sum = 0;
      for (int k = 0; k < pixels; k++) {
        row[k] = interpolation.weight((begin + k + 0.5 - centre) / widening);
        sum += row[k];
      }
      int at = i * stride;
      for (int k = 0; k < pixels; k++) {
        weights[at + k] = (float) (row[k] / sum);
      }
      first[i] = begin;
      end[i] = begin + pixels;
      count[i] = even(pixels);
      if (count[i] > pixels) {
        weights[at + pixels] = 0;
      }
    }
  }

  private static int even(int count) {
    return (count + 1) / 2 * 2;
  }

  private void reserve(int most, int wanted) {
    stride = most;
    if (first.length < wanted) {
      first = new int[wanted];
      end = new int[wanted];
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
