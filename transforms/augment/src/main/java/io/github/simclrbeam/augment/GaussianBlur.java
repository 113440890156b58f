package io.github.simclrbeam.augment;

/**
 * A separable gaussian blur of planes, one sigma a view.
 *
 * <p>Borders are mirrored without repeating the edge pixel, as torchvision does. The paper's code
 * pads with zeros, which darkens the border of exactly the blurred views: a frame that the encoder
 * could learn to tell them by.
 *
 * <p>Buffers are reused. Not thread-safe.
 */
final class GaussianBlur {
  // A float in [0, 1] does not see a weight below this.
  private static final double NEGLIGIBLE = 1e-7;

  private final int size;
  private final RowBuffer columns = new RowBuffer();
  private final RowBuffer sums = new RowBuffer();

  /** One channel after the other, each row by row, blurred along the rows. */
  private final RowBuffer[] rows;

  private float[] half = new float[0];

  GaussianBlur(int size, int channels) {
    this.size = size;
    this.rows = new RowBuffer[channels];
    for (int channel = 0; channel < channels; channel++) {
      rows[channel] = new RowBuffer();
    }
  }

  /**
   * The weights of one half of the kernel, the centre first; with the other half they sum to 1.
   * Weights too small for a float's precision are left out at the end.
   *
   * @param width of the whole kernel in pixels, odd
   */
  static float[] halfKernel(int width, double sigma) {
    double[] weights = new double[width / 2 + 1];
    double sum = 0;
    int length = 0;
    for (int k = 0; k < weights.length; k++) {
      // Not 0 / 0 when the square of a tiny sigma is 0.
      double weight = k == 0 ? 1 : StrictMath.exp(-0.5 * k * k / (sigma * sigma));
      if (weight < NEGLIGIBLE) {
        break;
      }
      weights[k] = weight;
      sum += k == 0 ? weight : 2 * weight;
      length++;
    }
    float[] half = new float[length];
    for (int k = 0; k < length; k++) {
      half[k] = (float) (weights[k] / sum);
    }
    return half;
  }

  /**
   * Begins to blur: along the rows. {@link #row} does the rest.
   *
   * @param half the weights of one half of the kernel, two or more
   */
  void begin(Planes planes, float[] half) {
    this.half = half;
    columns.reserve(size, size);
    sums.reserve(Transposition.ROWS, size);
    for (int channel = 0; channel < rows.length; channel++) {
      for (int x = 0; x < size; x++) {
        planes.copyColumn(channel, x, columns.row(x));
      }
      rows[channel].reserve(size, size);
      for (int x = 0; x < size; x++) {
        int waiting = x % Transposition.ROWS;
        sum(columns, x, sums.row(waiting));
        if (waiting == Transposition.ROWS - 1 || x == size - 1) {
          Transposition.turn(sums, waiting + 1, rows[channel], x - waiting, size);
        }
      }
    }
  }

  /** One row of the blurred view, an array a channel. */
  void row(int y, float[][] out) {
    for (int channel = 0; channel < rows.length; channel++) {
      sum(rows[channel], y, out[channel]);
    }
  }

  private void sum(RowBuffer from, int at, float[] out) {
    int pairs = half.length - 1;
    int k = pairs % 2 == 1 ? 1 : 2;
    if (k == 1) {
      Rows.weighBoth(
          out,
          from.row(at),
          half[0],
          from.row(mirrored(at - 1)),
          from.row(mirrored(at + 1)),
          half[1],
          size);
    } else {
      Rows.weighBoth(
          out,
          from.row(at),
          half[0],
          from.row(mirrored(at - 1)),
          from.row(mirrored(at + 1)),
          half[1],
          from.row(mirrored(at - 2)),
          from.row(mirrored(at + 2)),
          half[2],
          size);
    }
    for (k++; k < pairs; k += 2) {
      Rows.addBoth(
          out,
          from.row(mirrored(at - k)),
          from.row(mirrored(at + k)),
          half[k],
          from.row(mirrored(at - k - 1)),
          from.row(mirrored(at + k + 1)),
          half[k + 1],
          size);
    }
  }

  /** The row that stands for one beyond the border: ... 2 1 | 0 1 2 ... n-1 | n-2 ... */
  private int mirrored(int index) {
    if (index >= 0 && index < size) {
      return index;
    }
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int within = Math.floorMod(index, period);
    return within < size ? within : period - within;
  }
}
