package io.github.simclrbeam.beam;

import java.io.Serializable;

/**
 * How many shards so many images make. Decides file boundaries, so everything in it comes from the
 * options and the input, never from the machine.
 */
@FunctionalInterface
public interface ShardCount extends Serializable {
  /**
   * Returns the number of shards.
   *
   * @param images >= 0
   * @return never more than images, 0 for none
   */
  int shardsFor(long images);
}
