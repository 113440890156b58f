package io.github.simclrbeam.augment;

/**
 * Turns the hue in HSV without a branch, a division or a table, so that it runs in vector
 * instructions.
 *
 * <p>Let m and M be a pixel's smallest and largest channel, c = M - m, and t = r + g + b - m. On
 * the hue circle of length 6 with red at 0, green at 2 and blue at 4, HSV says that a channel is m
 * + limit(2c - D, 0, c), where D / c is the distance of the hue from that channel's primary. From
 * the channels themselves the distance from a primary with channel p is D(p) = c + t - 2p, and from
 * the complement opposite it 3c - D(p). Turning the hue asks for the distance from a point that
 * lies e <= 1 from a primary p, towards the complement of another primary q; it is max(D(p) - e c,
 * 3c - D(q) - (1 - e) c) wherever it is below 2c, and the maximum is at least 2c elsewhere. So the
 * turned channel is
 *
 * <pre>m + limit(min((1 + e) c - t + 2p, (1 - e) c + t - 2q), 0, c)</pre>
 *
 * <p>Gray pixels have c = 0 and stay as they are, to the bit.
 */
final class HueKernel {
  private float[] lowest = new float[0];
  private float[] chroma = new float[0];
  private float[] rising = new float[0];
  private float[] falling = new float[0];
  private final float[][] spare = new float[3][0];

  /** Turns the hue of a block of three channels by a share of a full turn, in [-0.5, 0.5]. */
  void turn(float[][] block, double turns) {
    float[] red = block[0];
    int length = red.length;
    reserve(length);
    // The point asked for, in thirds of the circle, for the red channel: -turns, seen from red.
    double thirds = -3 * turns;
    int primary = (int) StrictMath.rint(thirds);
    double rest = thirds - primary;
    float e = (float) Math.abs(2 * rest);
    int opposite = rest >= 0 ? primary + 2 : primary + 1;
    extremes(red, block[1], block[2], length);
    edges(red, block[1], block[2], e, length);
    for (int channel = 0; channel < 3; channel++) {
      turned(
          spare[channel],
          block[Math.floorMod(primary + channel, 3)],
          block[Math.floorMod(opposite + channel, 3)],
          length);
    }
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(spare[channel], 0, block[channel], 0, length);
    }
  }

  private void extremes(float[] red, float[] green, float[] blue, int length) {
    float[] low = lowest;
    float[] range = chroma;
    for (int i = 0; i < length; i++) {
      float min = Math.min(red[i], Math.min(green[i], blue[i]));
      low[i] = min;
      range[i] = Math.max(red[i], Math.max(green[i], blue[i])) - min;
    }
  }

  /** The parts that all three channels share: (1 + e) c - t and (1 - e) c + t. */
  private void edges(float[] red, float[] green, float[] blue, float e, int length) {
    float[] up = rising;
    float[] down = falling;
    float[] low = lowest;
    float[] range = chroma;
    float more = 1 + e;
    float less = 1 - e;
    for (int i = 0; i < length; i++) {
      float t = ((red[i] + green[i]) + blue[i]) - low[i];
      up[i] = more * range[i] - t;
      down[i] = less * range[i] + t;
    }
  }

  private void turned(float[] out, float[] p, float[] q, int length) {
    float[] up = rising;
    float[] down = falling;
    float[] low = lowest;
    float[] range = chroma;
    for (int i = 0; i < length; i++) {
      float inside = Math.min(up[i] + 2 * p[i], down[i] - 2 * q[i]);
      out[i] = low[i] + Math.max(0f, Math.min(range[i], inside));
    }
  }

  private void reserve(int length) {
    if (lowest.length < length) {
      lowest = new float[length];
      chroma = new float[length];
      rising = new float[length];
      falling = new float[length];
      for (int channel = 0; channel < 3; channel++) {
        spare[channel] = new float[length];
      }
    }
  }
}
