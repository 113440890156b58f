package io.github.simclrbeam.augment;

/**
 * Resizes a box of an image to the blocks of planes: down the columns first, on float rows, then,
 * with rows and columns exchanged, along the rows. Reads the box's pixels only (and of a centre
 * crop only those that it shows); holds as many source rows as one output row needs.
 *
 * <p>Buffers are reused. Not thread-safe. Call {@link #crop} or {@link #centre}, then {@link #fill}
 * for every block.
 */
final class Resizer {
  private static final float LEVEL = 1f / 255;

  /** The float of each byte; quicker than converting. */
  private static final float[] LEVELS = levels();

  private final Taps vertical = new Taps();
  private final Taps horizontal = new Taps();

  /** Source rows as floats. */
  private final RowBuffer ring = new RowBuffer();

  /** Output rows of the vertical pass that wait to be turned. */
  private final RowBuffer sums = new RowBuffer();

  /** The vertical pass's result: one row of the view's height for each source column. */
  private final RowBuffer columns = new RowBuffer();

  private float[] out = new float[0];

  /**
   * Begins to resize the whole box to the planes' size.
   *
   * @param box in pixels of the whole image, even where the source is reduced
   */
  void crop(Source source, CropBox box, Interpolation interpolation, Planes target) {
    int size = target.size();
    Stretch across = Stretch.across(source, box.x(), box.width());
    Stretch down = Stretch.down(source, box.y(), box.height());
    horizontal.set(across, size, 0, size, interpolation);
    vertical.set(down, size, 0, size, interpolation);
    downColumns(source, across.first(), down.first(), target);
  }

  /**
   * Begins to resize the shorter side to the planes' size and to keep the centre.
   *
   * @param width of the whole image, in pixels
   * @param height the same
   */
  void centre(Source source, int width, int height, Interpolation interpolation, Planes target) {
    int size = target.size();
    int outWidth = CentreCrop.resized(width, height, size);
    int outHeight = CentreCrop.resized(height, width, size);
    Stretch across = Stretch.across(source, 0, width);
    Stretch down = Stretch.down(source, 0, height);
    horizontal.set(across, outWidth, CentreCrop.offset(outWidth, size), size, interpolation);
    vertical.set(down, outHeight, CentreCrop.offset(outHeight, size), size, interpolation);
    downColumns(source, across.first(), down.first(), target);
  }

  /** Makes one block of the planes, mirrored from left to right or not, with values in [0, 1]. */
  void fill(Planes target, int block, boolean flip) {
    int size = target.size();
    int channels = target.channels();
    if (out.length < size) {
      out = new float[size];
    }
    float[][] values = target.block(block);
    for (int to = target.firstColumn(block), at = 0; at < values[0].length; to++, at += size) {
      int x = flip ? size - 1 - to : to;
      int first = (horizontal.first[x] - horizontal.first[0]) * channels;
      for (int channel = 0; channel < channels; channel++) {
        columns.sum(
            first + channel,
            channels,
            horizontal.weights,
            x * horizontal.stride,
            horizontal.count[x],
            out,
            size);
        System.arraycopy(out, 0, values[channel], at, size);
      }
    }
    for (float[] channel : values) {
      // A cubic filter overshoots; the operations that follow expect values in [0, 1].
      Rows.scale(channel, LEVEL, channel.length);
    }
  }

  private void downColumns(Source source, int boxX, int boxY, Planes target) {
    int size = target.size();
    int channels = target.channels();
    int begin = horizontal.first[0];
    int length = (horizontal.end[size - 1] - begin) * channels;
    ring.reserve(vertical.stride, length);
    sums.reserve(Transposition.ROWS, length);
    columns.reserve(length + channels, size);
    int converted = vertical.first[0];
    for (int y = 0; y < size; y++) {
      for (; converted < vertical.end[y]; converted++) {
        long pixel = (long) (boxY + converted) * source.width() + boxX + begin;
        toFloats(source.hwc(), (int) (pixel * channels), ring.row(converted), length);
      }
      int waiting = y % Transposition.ROWS;
      ring.sum(
          vertical.first[y],
          1,
          vertical.weights,
          y * vertical.stride,
          vertical.count[y],
          sums.row(waiting),
          length);
      if (waiting == Transposition.ROWS - 1 || y == size - 1) {
        Transposition.turn(sums, waiting + 1, columns, y - waiting, length);
      }
    }
  }

  private static void toFloats(byte[] source, int from, float[] row, int length) {
    float[] levels = LEVELS;
    for (int i = 0; i < length; i++) {
      row[i] = levels[source[from + i] & 0xFF];
    }
  }

  private static float[] levels() {
    float[] levels = new float[256];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = level;
    }
    return levels;
  }
}
