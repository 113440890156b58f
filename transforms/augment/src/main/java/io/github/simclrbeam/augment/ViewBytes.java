package io.github.simclrbeam.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Makes a view's bytes of its floats: a value v becomes floor(255 v + 0.5), so that halves round
 * up.
 *
 * <p>The JIT compiler makes no vector instructions of a conversion to integers. So the floor is
 * made of float arithmetic, the three bytes of a pixel are put together in one float (which holds
 * 24 bits), and only that one is converted; its integer is written over four bytes, of which the
 * last one belongs to a pixel that is written later.
 *
 * <p>Buffers are reused. Not thread-safe.
 */
final class ViewBytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  // Floats from here on have no fraction: adding it rounds to a whole number.
  private static final float WHOLE = 1 << 23;

  private final int size;
  private final int channels;

  /** Values of 0 to 255 without a fraction, a row a channel. */
  private final RowBuffer levels = new RowBuffer();

  private float[] pixels = new float[0];
  private byte[] bytes = new byte[0];

  ViewBytes(int size, int channels) {
    this.size = size;
    this.channels = channels;
  }

  /** Begins a view. */
  void begin() {
    bytes = new byte[size * size * channels];
  }

  /** The view's height x width x channels bytes; the caller's from now on. */
  byte[] take() {
    byte[] taken = bytes;
    bytes = new byte[0];
    return taken;
  }

  /** Writes a block of columns, of which x is the first. Blocks come in order. */
  void columns(float[][] block, int x) {
    int length = block[0].length;
    pack(block, length);
    for (int from = 0, column = x; from < length; from += size, column++) {
      int last = column == size - 1 ? 0 : size;
      write(from, last, column * channels, size * channels);
    }
  }

  /** Writes row y. Rows come in order. */
  void row(float[][] row, int y) {
    pack(row, size);
    write(0, y == size - 1 ? size - 1 : size, y * size * channels, channels);
  }

  /** Writes a column or row of pixels, the first ones of them with a byte more. */
  private void write(int from, int withNext, int to, int step) {
    float[] values = pixels;
    byte[] target = bytes;
    int at = to;
    int i = from;
    if (channels == 3) {
      for (int end = from + withNext; i < end; i++) {
        INT.set(target, at, (int) values[i]);
        at += step;
      }
    }
    for (int end = from + size; i < end; i++) {
      int pixel = (int) values[i];
      for (int channel = 0; channel < channels; channel++) {
        target[at + channel] = (byte) (pixel >>> 8 * channel);
      }
      at += step;
    }
  }

  private void pack(float[][] values, int length) {
    if (pixels.length < length) {
      pixels = new float[length];
    }
    if (channels == 1) {
      floor(values[0], pixels, length);
      return;
    }
    levels.reserve(channels, length);
    for (int channel = 0; channel < channels; channel++) {
      floor(values[channel], levels.row(channel), length);
    }
    pack(levels.row(0), levels.row(1), levels.row(2), pixels, length);
  }

  /** Floor(255 v + 0.5), still as floats. */
  private static void floor(float[] values, float[] out, int length) {
    for (int i = 0; i < length; i++) {
      float level = values[i] * 255f + 0.5f;
      float nearest = (level + WHOLE) - WHOLE;
      float excess = nearest - level;
      // 1 where the nearest whole number is above; no difference is smaller than 2^-24.
      out[i] = nearest - Math.min(1f, WHOLE * (excess + Math.abs(excess)));
    }
  }

  private static void pack(float[] red, float[] green, float[] blue, float[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (red[i] + 256f * green[i]) + 65536f * blue[i];
    }
  }
}
