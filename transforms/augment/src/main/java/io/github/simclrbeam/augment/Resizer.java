package io.github.simclrbeam.augment;

/**
 * Resizes a box of an image to planes: down the columns first, on whole float rows, then along the
 * rows. Reads the box's pixels only (and of a centre crop only those that it shows); holds as many
 * source rows as one output row needs.
 *
 * <p>Buffers are reused. Not thread-safe.
 */
final class Resizer {
  private static final float LEVEL = 1f / 255;
  private static final long KEPT_FLOATS = 4L << 20;

  private final Taps vertical = new Taps();
  private final Taps horizontal = new Taps();
  private float[][] ring = new float[0][0];
  private float[] sum = new float[0];

  /** Resizes the whole box to the planes' size. */
  void crop(
      byte[] source,
      int sourceWidth,
      CropBox box,
      boolean flip,
      Interpolation interpolation,
      Planes target) {
    int size = target.size();
    horizontal.set(box.width(), size, 0, size, interpolation);
    vertical.set(box.height(), size, 0, size, interpolation);
    resize(source, sourceWidth, box.x(), box.y(), flip, target);
  }

  /** Resizes the shorter side to the planes' size and keeps the centre. */
  void centre(
      byte[] source,
      int width,
      int height,
      boolean flip,
      Interpolation interpolation,
      Planes target) {
    int size = target.size();
    int outWidth = CentreCrop.resized(width, height, size);
    int outHeight = CentreCrop.resized(height, width, size);
    horizontal.set(width, outWidth, CentreCrop.offset(outWidth, size), size, interpolation);
    vertical.set(height, outHeight, CentreCrop.offset(outHeight, size), size, interpolation);
    resize(source, width, 0, 0, flip, target);
  }

  private void resize(
      byte[] source, int sourceWidth, int boxX, int boxY, boolean flip, Planes target) {
    int channels = target.channels();
    int length = (horizontal.end() - horizontal.begin()) * channels;
    reserve(vertical.stride, length);
    int converted = vertical.begin();
    for (int y = 0; y < vertical.length; y++) {
      int end = vertical.first[y] + vertical.count[y];
      for (; converted < end; converted++) {
        long pixel = (long) (boxY + converted) * sourceWidth + boxX + horizontal.begin();
        toFloats(source, (int) (pixel * channels), ring[converted % ring.length], length);
      }
      sumRows(y, length);
      if (channels == 1) {
        sumGray(y, flip, target);
      } else {
        sumColours(y, flip, target);
      }
    }
    // A cubic filter overshoots; the operations that follow expect values in [0, 1].
    for (int channel = 0; channel < channels; channel++) {
      Rows.scale(target.plane(channel), LEVEL, target.plane(channel).length);
    }
  }

  private static void toFloats(byte[] source, int from, float[] row, int length) {
    for (int i = 0; i < length; i++) {
      row[i] = source[from + i] & 0xFF;
    }
  }

  /** One output row of the vertical pass, still as wide as the source. */
  private void sumRows(int y, int length) {
    int first = vertical.first[y];
    int count = vertical.count[y];
    int at = y * vertical.stride;
    float[] weights = vertical.weights;
    Rows.weigh(sum, row(first), weights[at], length);
    int k = 1;
    for (; k + 4 <= count; k += 4) {
      Rows.add(
          sum,
          row(first + k),
          weights[at + k],
          row(first + k + 1),
          weights[at + k + 1],
          row(first + k + 2),
          weights[at + k + 2],
          row(first + k + 3),
          weights[at + k + 3],
          length);
    }
    for (; k < count; k++) {
      Rows.add(sum, row(first + k), weights[at + k], length);
    }
  }

  private float[] row(int index) {
    return ring[index % ring.length];
  }

  private void sumGray(int y, boolean flip, Planes target) {
    float[] gray = target.plane(0);
    float[] weights = horizontal.weights;
    int begin = horizontal.begin();
    int to = y * target.size() + (flip ? target.size() - 1 : 0);
    for (int x = 0; x < horizontal.length; x++) {
      int from = horizontal.first[x] - begin;
      int at = x * horizontal.stride;
      float total = 0;
      for (int k = 0; k < horizontal.count[x]; k++) {
        total += weights[at + k] * sum[from + k];
      }
      gray[to] = total;
      to += flip ? -1 : 1;
    }
  }

  private void sumColours(int y, boolean flip, Planes target) {
    float[] weights = horizontal.weights;
    float[] row = sum;
    float[] reds = target.plane(0);
    float[] greens = target.plane(1);
    float[] blues = target.plane(2);
    int begin = horizontal.begin();
    int to = y * target.size() + (flip ? target.size() - 1 : 0);
    for (int x = 0; x < horizontal.length; x++) {
      int from = (horizontal.first[x] - begin) * 3;
      int at = x * horizontal.stride;
      int end = at + horizontal.count[x];
      float red = 0;
      float green = 0;
      float blue = 0;
      for (; at < end; at++, from += 3) {
        float weight = weights[at];
        red += weight * row[from];
        green += weight * row[from + 1];
        blue += weight * row[from + 2];
      }
      reds[to] = red;
      greens[to] = green;
      blues[to] = blue;
      to += flip ? -1 : 1;
    }
  }

  private void reserve(int rows, int length) {
    if (ring.length >= rows && sum.length >= length) {
      return;
    }
    int count = Math.max(ring.length, rows);
    int width = Math.max(sum.length, length);
    if ((long) count * width > KEPT_FLOATS) {
      // A very tall and a very wide image after each other must not claim their product.
      count = rows;
      width = length;
    }
    ring = new float[count][width];
    sum = new float[width];
  }
}
