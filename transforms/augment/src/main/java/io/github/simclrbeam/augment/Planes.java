package io.github.simclrbeam.augment;

/**
 * The pixels of a view in the making: one float plane a channel, row-major, values in [0, 1].
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
    byte[] bytes = new byte[planes.length * size * size];
    if (planes.length == 1) {
      float[] gray = planes[0];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (int) (gray[i] * LEVELS + 0.5f);
      }
      return bytes;
    }
    float[] red = planes[0];
    float[] green = planes[1];
    float[] blue = planes[2];
    for (int i = 0, at = 0; i < red.length; i++, at += 3) {
      bytes[at] = (byte) (int) (red[i] * LEVELS + 0.5f);
      bytes[at + 1] = (byte) (int) (green[i] * LEVELS + 0.5f);
      bytes[at + 2] = (byte) (int) (blue[i] * LEVELS + 0.5f);
    }
    return bytes;
  }
}
