package io.github.simclrbeam.train;

/**
 * The views of one step. A buffer that is filled again and again: valid until the loader's next
 * {@link PairLoader#next}.
 */
final class PairBatch {
  private final byte[] pixels;
  private long[] labels = new long[0];
  private long step;
  private long epoch;

  PairBatch(int bytes) {
    pixels = new byte[bytes];
  }

  /**
   * The pixels [2N, H, W, C], row-major: the N first views, then their N second views in the same
   * order. Owned by the loader.
   */
  byte[] pixels() {
    return pixels;
  }

  /** The label of each pair's image, -1 where it has none; empty when nobody asked. */
  long[] labels() {
    return labels;
  }

  void label(long[] ofPairs) {
    labels = ofPairs;
  }

  /** The step, from 0. */
  long step() {
    return step;
  }

  /** The epoch, from 0. */
  long epoch() {
    return epoch;
  }

  void is(long newStep, long newEpoch) {
    step = newStep;
    epoch = newEpoch;
  }
}
