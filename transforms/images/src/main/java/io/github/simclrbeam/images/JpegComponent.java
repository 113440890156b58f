package io.github.simclrbeam.images;

/**
 * A component of a JPEG's frame (ITU T.81, A.1.1 and A.2). A unit is a block of 8 x 8 samples; in a
 * lossless JPEG, one sample.
 *
 * @param id as scans name it
 * @param across units side by side in an MCU of several components, 1 .. 4
 * @param down the same downwards
 * @param wide units side by side
 * @param high the same downwards
 * @param stride wide, filled up to whole MCUs
 * @param nonZero of a progressive JPEG: by unit, a bit for every coefficient that is not zero
 */
record JpegComponent(int id, int across, int down, int wide, int high, int stride, long[] nonZero) {

  /**
   * @param most the largest sampling factors of the frame, across and down
   * @param mcus of the frame, across and down
   * @param unit samples along a unit's side
   */
  static JpegComponent of(
      int id, int[] factors, int[] most, int[] size, int[] mcus, int unit, boolean progressive) {
    int wide = ceiling(ceiling(size[0] * (long) factors[0], most[0]), unit);
    int high = ceiling(ceiling(size[1] * (long) factors[1], most[1]), unit);
    int stride = mcus[0] * factors[0];
    long[] nonZero =
        progressive ? new long[Math.multiplyExact(stride, mcus[1] * factors[1])] : null;
    return new JpegComponent(id, factors[0], factors[1], wide, high, stride, nonZero);
  }

  static int ceiling(long value, int divisor) {
    return (int) ((value + divisor - 1) / divisor);
  }
}
