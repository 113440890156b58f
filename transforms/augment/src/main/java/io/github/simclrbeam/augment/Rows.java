package io.github.simclrbeam.augment;

/**
 * The inner loops over float rows. Every array is read and written at one common index, the form
 * that the JIT compiler turns into vector instructions; with offsets into longer arrays it does
 * not. Sums run from left to right, so scalar and vector code give the same bits.
 */
final class Rows {
  private Rows() {}

  /** out = w * a. */
  static void weigh(float[] out, float[] a, float w, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = w * a[i];
    }
  }

  /** out += w * a. */
  static void add(float[] out, float[] a, float w, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = out[i] + w * a[i];
    }
  }

  /** out += wa * a + wb * b + wc * c + wd * d. */
  static void add(
      float[] out,
      float[] a,
      float wa,
      float[] b,
      float wb,
      float[] c,
      float wc,
      float[] d,
      float wd,
      int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (((out[i] + wa * a[i]) + wb * b[i]) + wc * c[i]) + wd * d[i];
    }
  }

  /** out += w * (a + b). */
  static void addBoth(float[] out, float[] a, float[] b, float w, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = out[i] + w * (a[i] + b[i]);
    }
  }

  /** out += wa * (a + b) + wc * (c + d). */
  static void addBoth(
      float[] out, float[] a, float[] b, float wa, float[] c, float[] d, float wc, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (out[i] + wa * (a[i] + b[i])) + wc * (c[i] + d[i]);
    }
  }

  /** out = factor * out, limited to [0, 1]. */
  static void scale(float[] out, float factor, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = Math.min(1f, Math.max(0f, factor * out[i]));
    }
  }

  /** out = factor * out + addend, limited to [0, 1]. */
  static void scaleAndShift(float[] out, float factor, float addend, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = Math.min(1f, Math.max(0f, factor * out[i] + addend));
    }
  }

  /** out = factor * out + otherFactor * other, limited to [0, 1]. */
  static void blend(float[] out, float factor, float[] other, float otherFactor, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = Math.min(1f, Math.max(0f, factor * out[i] + otherFactor * other[i]));
    }
  }

  /** Mean in double, from four interleaved partial sums. */
  static double mean(float[] row, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      sum0 += row[i];
      sum1 += row[i + 1];
      sum2 += row[i + 2];
      sum3 += row[i + 3];
    }
    for (; i < length; i++) {
      sum0 += row[i];
    }
    return ((sum0 + sum1) + (sum2 + sum3)) / length;
  }
}
