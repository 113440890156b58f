package io.github.simclrbeam.train;

import java.io.IOException;

/** Where the views come from: K views of each image, by index. Used by one thread at a time. */
interface PairSource {
  /**
   * Writes two views of an image, each H x W x C bytes row-major, into a batch.
   *
   * @param image an index from 0
   * @param firstOffset where the pair's first view goes
   * @param secondOffset where its second view goes
   * @throws IOException if they cannot be read; names the shard
   */
  void read(int image, ViewPair pair, byte[] into, int firstOffset, int secondOffset)
      throws IOException;
}
