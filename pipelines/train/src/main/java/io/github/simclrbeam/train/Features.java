package io.github.simclrbeam.train;

/** What an encoder makes of views. */
@FunctionalInterface
interface Features {
  /**
   * Returns h, a row per view. Must not change the encoder: BatchNorm by its running statistics,
   * which stay as they are.
   *
   * @param nhwc count x height x width x channels bytes, row-major
   * @param count views, at least 1
   */
  float[][] of(byte[] nhwc, int count);
}
