package io.github.simclrbeam.augment;

/**
 * The pixels of a view in the making: one float plane a channel, values in [0, 1]. A plane stands
 * column by column, the value of column x and row y at x * size + y, as {@link Resizer} makes it.
 * Planes are exchanged, never copied, so hold no reference to one across operations.
 */
final class Planes {
  private static final float LEVELS = 255f;

  private final int size;
  private final float[][] planes;

  Planes(int size, int channels) {
    this.size = size;
    this.planes = new float[channels][size * size];
  }

  int size() {
    return size;
  }

  int channels() {
    return planes.length;
  }

  float[] plane(int channel) {
    return planes[channel];
  }

  /** Takes the given array as the channel's plane and returns the old one. */
  float[] exchange(int channel, float[] plane) {
    float[] old = planes[channel];
    planes[channel] = plane;
    return old;
  }

  /** Height x width x channels bytes; a value v becomes floor(255 v + 0.5): halves round up. */
  byte[] toBytes() {
    int channels = planes.length;
    byte[] bytes = new byte[channels * size * size];
    for (int channel = 0; channel < channels; channel++) {
      float[] plane = planes[channel];
      for (int x = 0; x < size; x++) {
        int to = x * channels + channel;
        for (int from = x * size, end = from + size; from < end; from++) {
          bytes[to] = (byte) (int) (plane[from] * LEVELS + 0.5f);
          to += size * channels;
        }
      }
    }
    return bytes;
  }
}
