package io.github.simclrbeam.views;

/**
 * What a run by the direct runner takes beside making its records.
 *
 * @param startSeconds of a run over hardly any images, from its start to its end, by the clock
 * @param startCpuSeconds the same of the processor, compilation included
 * @param cpuSecondsPerChunk of the processor, for a further chunk: the runner sets up every step
 *     anew for it
 */
record BeamCost(double startSeconds, double startCpuSeconds, double cpuSecondsPerChunk) {
  /** Images whose listing, hashing, numbering and grouping take as long as a chunk; measured. */
  private static final double IMAGES_LIKE_A_CHUNK = 100;

  /**
   * Returns the cost, from what further small images took, in chunks of their own.
   *
   * @param cpuSeconds of the processor for all of them
   * @param images how many
   * @param chunks in so many chunks
   */
  static BeamCost of(
      double startSeconds, double startCpuSeconds, double cpuSeconds, int images, int chunks) {
    return new BeamCost(
        startSeconds,
        startCpuSeconds,
        Math.max(0, cpuSeconds) / (chunks + images / IMAGES_LIKE_A_CHUNK));
  }

  /** Returns the processor seconds of a further image. */
  double cpuSecondsPerImage() {
    return cpuSecondsPerChunk / IMAGES_LIKE_A_CHUNK;
  }
}
