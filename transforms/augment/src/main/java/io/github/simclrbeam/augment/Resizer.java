package io.github.simclrbeam.augment;

/**
 * Resizes a box of an image to planes: down the columns first, on float rows as wide as the box,
 * then, with rows and columns exchanged, along the rows. Reads the box's pixels only (and of a
 * centre crop only those that it shows); holds as many source rows as one output row needs.
 *
 * <p>Buffers are reused. Not thread-safe.
 */
final class Resizer {
  private static final float LEVEL = 1f / 255;

  private final Taps vertical = new Taps();
  private final Taps horizontal = new Taps();

  /** Source rows as floats, row r at r % ring.length. */
  private final RowBuffer ring = new RowBuffer();

  /** Output rows of the vertical pass that wait to be turned. */
  private final RowBuffer sums = new RowBuffer();

  /** The vertical pass's result: one array of the view's height for each source column. */
  private final RowBuffer columns = new RowBuffer();

  private float[] out = new float[0];

  /**
   * Resizes the whole box to the planes' size.
   *
   * @param box in pixels of the whole image, even where the source is reduced
   */
  void crop(Source source, CropBox box, boolean flip, Interpolation interpolation, Planes target) {
    int size = target.size();
    Stretch across = Stretch.across(source, box.x(), box.width());
    Stretch down = Stretch.down(source, box.y(), box.height());
    horizontal.set(across, size, 0, size, interpolation);
    vertical.set(down, size, 0, size, interpolation);
    downColumns(source, across.first(), down.first(), target);
    alongRows(flip, target);
  }

  /**
   * Resizes the shorter side to the planes' size and keeps the centre.
   *
   * @param width of the whole image, in pixels
   * @param height the same
   */
  void centre(
      Source source,
      int width,
      int height,
      boolean flip,
      Interpolation interpolation,
      Planes target) {
    int size = target.size();
    int outWidth = CentreCrop.resized(width, height, size);
    int outHeight = CentreCrop.resized(height, width, size);
    Stretch across = Stretch.across(source, 0, width);
    Stretch down = Stretch.down(source, 0, height);
    horizontal.set(across, outWidth, CentreCrop.offset(outWidth, size), size, interpolation);
    vertical.set(down, outHeight, CentreCrop.offset(outHeight, size), size, interpolation);
    downColumns(source, across.first(), down.first(), target);
    alongRows(flip, target);
  }

  private void downColumns(Source source, int boxX, int boxY, Planes target) {
    int channels = target.channels();
    int size = target.size();
    int length = (horizontal.end() - horizontal.begin()) * channels;
    ring.reserve(vertical.stride, length);
    sums.reserve(Transposition.ROWS, length);
    columns.reserve(length, size);
    int converted = vertical.begin();
    for (int y = 0; y < size; y++) {
      int end = vertical.first[y] + vertical.count[y];
      for (; converted < end; converted++) {
        long pixel = (long) (boxY + converted) * source.width() + boxX + horizontal.begin();
        toFloats(source.hwc(), (int) (pixel * channels), row(converted), length);
      }
      int waiting = y % Transposition.ROWS;
      sumRows(y, sums.row(waiting), length);
      if (waiting == Transposition.ROWS - 1 || y == size - 1) {
        Transposition.turn(sums, waiting + 1, columns, y - waiting, length);
      }
    }
  }

  private static void toFloats(byte[] source, int from, float[] row, int length) {
    for (int i = 0; i < length; i++) {
      row[i] = source[from + i] & 0xFF;
    }
  }

  private float[] row(int index) {
    return ring.row(index % ring.count());
  }

  /** One output row of the vertical pass, still as wide as the source. */
  private void sumRows(int y, float[] sum, int length) {
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

  private void alongRows(boolean flip, Planes target) {
    int channels = target.channels();
    int size = target.size();
    if (out.length < size) {
      out = new float[size];
    }
    for (int x = 0; x < size; x++) {
      int to = (flip ? size - 1 - x : x) * size;
      int first = (horizontal.first[x] - horizontal.begin()) * channels;
      for (int channel = 0; channel < channels; channel++) {
        sumColumns(x, first + channel, channels, size);
        // A cubic filter overshoots; the operations that follow expect values in [0, 1].
        Rows.scale(out, LEVEL, size);
        System.arraycopy(out, 0, target.plane(channel), to, size);
      }
    }
  }

  /** One output column of one channel. */
  private void sumColumns(int x, int first, int channels, int size) {
    int count = horizontal.count[x];
    int at = x * horizontal.stride;
    float[] weights = horizontal.weights;
    Rows.weigh(out, columns.row(first), weights[at], size);
    int k = 1;
    for (; k + 4 <= count; k += 4) {
      int column = first + k * channels;
      Rows.add(
          out,
          columns.row(column),
          weights[at + k],
          columns.row(column + channels),
          weights[at + k + 1],
          columns.row(column + 2 * channels),
          weights[at + k + 2],
          columns.row(column + 3 * channels),
          weights[at + k + 3],
          size);
    }
    for (; k < count; k++) {
      Rows.add(out, columns.row(first + k * channels), weights[at + k], size);
    }
  }
}
