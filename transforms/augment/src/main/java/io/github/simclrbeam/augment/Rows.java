package io.github.simclrbeam.augment;

/**
 * The inner loops over float rows, in the two forms that the JIT compiler turns into vector
 * instructions: every array is read and written at one common index, and there are at most six
 * arrays in a loop (a larger body is not unrolled, and only unrolled loops become vector code).
 * Sums run from left to right, so scalar and vector code give the same bits.
 */
final class Rows {
  private Rows() {}

  /** out = wa * a + wb * b. */
  static void weigh(float[] out, float[] a, float wa, float[] b, float wb, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = wa * a[i] + wb * b[i];
    }
  }

  /** out = wa * a + wb * b + wc * c + wd * d. */
  static void weigh(
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
      out[i] = ((wa * a[i] + wb * b[i]) + wc * c[i]) + wd * d[i];
    }
  }

  /** out += wa * a + wb * b. */
  static void add(float[] out, float[] a, float wa, float[] b, float wb, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (out[i] + wa * a[i]) + wb * b[i];
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

  /** out = w * centre + wa * (a + b). */
  static void weighBoth(
      float[] out, float[] centre, float w, float[] a, float[] b, float wa, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = w * centre[i] + wa * (a[i] + b[i]);
    }
  }

  /** out = w * centre + wa * (a + b) + wc * (c + d). */
  static void weighBoth(
      float[] out,
      float[] centre,
      float w,
      float[] a,
      float[] b,
      float wa,
      float[] c,
      float[] d,
      float wc,
      int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (w * centre[i] + wa * (a[i] + b[i])) + wc * (c[i] + d[i]);
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
}
