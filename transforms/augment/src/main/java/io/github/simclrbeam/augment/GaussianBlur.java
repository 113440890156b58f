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
  private final float[][] rows;
  private final float[] line;
  private final float[] turned;

  GaussianBlur(int size) {
    this.size = size;
    this.rows = new float[size][size];
    this.line = new float[size];
    this.turned = new float[size * size];
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
      double weight = StrictMath.exp(-0.5 * k * k / (sigma * sigma));
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
    for (int channel = 0; channel < planes.channels(); channel++) {
      downAndTranspose(planes.plane(channel), turned, half);
      downAndTranspose(turned, planes.plane(channel), half);
    }
  }

  /** Blurs down the columns and writes the result with rows and columns exchanged. */
  private void downAndTranspose(float[] from, float[] to, float[] half) {
    for (int y = 0; y < size; y++) {
      System.arraycopy(from, y * size, rows[y], 0, size);
    }
    for (int y = 0; y < size; y++) {
      Rows.weigh(line, rows[y], half[0], size);
      for (int k = 1; k < half.length; k++) {
        Rows.addBoth(line, rows[mirrored(y - k)], rows[mirrored(y + k)], half[k], size);
      }
      for (int x = 0, at = y; x < size; x++, at += size) {
        to[at] = line[x];
      }
    }
  }

  /** The row that stands for one beyond the border: ... 2 1 | 0 1 2 ... n-1 | n-2 ... */
  private int mirrored(int index) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int within = Math.floorMod(index, period);
    return within < size ? within : period - within;
  }
}
