package io.github.simclrbeam.encoder;

/**
 * What one forward pass does with BatchNorm's running statistics: {@code running = kept * running +
 * share * batch}.
 *
 * @param counts whether the pass is one of those that are counted
 * @param frozen whether the running statistics take the place of the batch's; nothing moves then
 */
record NormPass(double kept, double share, boolean counts, boolean frozen) {
  private static final double MOMENTUM = 0.1;
  private static final double KEPT = 1 - MOMENTUM;

  /** Of a whole batch. */
  static final NormPass WHOLE = new NormPass(KEPT, MOMENTUM, true, false);

  /** Moves nothing: for a pass that repeats another one. */
  static final NormPass REPEATED = new NormPass(1, 0, false, false);

  static final NormPass FROZEN = new NormPass(1, 0, false, true);

  /**
   * Returns the pass of a chunk. Together the chunks of a batch move the running statistics once,
   * as a pass of the whole batch does, by the mean of the chunks' statistics; or once per view
   * where each view has its own.
   *
   * @param first whether it is the first chunk of its device
   * @param leads whether the device is the first one; the others' running statistics start from
   *     zero, and are added to the first one's after the last chunk
   * @param view 0 for a pass of both or of the first views, 1 for the second views
   * @param weight the chunk's part of the batch's pairs
   */
  static NormPass of(
      NormStatistics statistics, boolean first, boolean leads, int view, double weight) {
    double share = MOMENTUM * weight;
    return switch (statistics) {
      case FROZEN -> FROZEN;
      case JOINT -> new NormPass(first ? (leads ? KEPT : 0) : 1, share, first && leads, false);
      case SEPARATE -> {
        if (first && leads) {
          yield new NormPass(KEPT, share, true, false);
        }
        // The second views' move has taken, or will take, its part of what the first views gave.
        yield new NormPass(
            first && view == 0 ? 0 : 1, view == 0 ? KEPT * share : share, false, false);
      }
    };
  }
}
