package io.github.simclrbeam.beam;

import java.io.Serializable;

/**
 * How many images there are and how many shards they make.
 *
 * @param images bad ones included, >= 0
 * @param shards at most {@code images}
 */
record ShardNumber(long images, int shards) implements Serializable {
  private static final long FEW = 10_000;
  private static final long EXPECTED_PER_RANGE = 64;

  /**
   * Returns whether a range of hashes of equal width might be empty, so that the hashes must be
   * looked at before ranges are cut. With at least 64 images expected in each, one of them is empty
   * with a probability below shards x e^-64, about 1.6e-28 x shards.
   */
  boolean mayLeaveRangesEmpty() {
    return images <= Math.max(FEW, EXPECTED_PER_RANGE * shards);
  }
}
