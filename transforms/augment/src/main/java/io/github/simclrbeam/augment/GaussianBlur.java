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
  private final RowBuffer rows = new RowBuffer();
  private final RowBuffer columns = new RowBuffer();
  private final RowBuffer sums = new RowBuffer();

  GaussianBlur(int size) {
    this.size = size;
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

  void blur(Planes planes, int width, double sigma) {
    float[] half = halfKernel(width, sigma);
    if (half.length == 1) {
      return;
    }
    rows.reserve(size, size);
    columns.reserve(size, size);
    sums.reserve(Transposition.ROWS, size);
    for (int channel = 0; channel < planes.channels(); channel++) {
      float[] plane = planes.plane(channel);
      for (int y = 0; y < size; y++) {
        System.arraycopy(plane, y * size, rows.row(y), 0, size);
      }
      blurAndTurn(rows, columns, half);
      blurAndTurn(columns, rows, half);
      for (int y = 0; y < size; y++) {
        System.arraycopy(rows.row(y), 0, plane, y * size, size);
      }
    }
  }

  /** Blurs over neighbouring rows and writes the result with rows and columns exchanged. */
  private void blurAndTurn(RowBuffer from, RowBuffer to, float[] half) {
    for (int y = 0; y < size; y++) {
      int waiting = y % Transposition.ROWS;
      sum(from, y, half, sums.row(waiting));
      if (waiting == Transposition.ROWS - 1 || y == size - 1) {
        Transposition.turn(sums, waiting + 1, to, y - waiting, size);
      }
    }
  }

  private void sum(RowBuffer from, int y, float[] half, float[] out) {
    Rows.weigh(out, from.row(y), half[0], size);
    int k = 1;
    for (; k + 1 < half.length; k += 2) {
      Rows.addBoth(
          out,
          from.row(mirrored(y - k)),
          from.row(mirrored(y + k)),
          half[k],
          from.row(mirrored(y - k - 1)),
          from.row(mirrored(y + k + 1)),
          half[k + 1],
          size);
    }
    if (k < half.length) {
      Rows.addBoth(out, from.row(mirrored(y - k)), from.row(mirrored(y + k)), half[k], size);
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
