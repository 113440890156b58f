package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.ShardCount;

/**
 * How many files of embeddings there are.
 *
 * @param given by the user; 0: by the number of images alone, so that the output is the same on
 *     every machine
 */
record EmbeddingShardCount(int given) implements ShardCount {
  private static final int IMAGES_PER_SHARD = 2_048;
  private static final int FEW_SHARDS = 4;
  private static final int FEWEST_IMAGES_PER_SHARD = 256;
  private static final int MANY_SHARDS = 256;
  private static final int MOST_IMAGES_PER_SHARD = 16_384;
  private static final int MOST_SHARDS = 65_536;

  @Override
  public int shardsFor(long images) {
    return (int) Math.min(images, given == 0 ? usual(images) : given);
  }

  /**
   * Few enough images a shard that tasks run side by side, few enough shards that files are not
   * tiny; a power of two, so that the tasks of any usual number of cores end together.
   */
  private static int usual(long images) {
    long few = Math.min(FEW_SHARDS, ceilDiv(images, FEWEST_IMAGES_PER_SHARD));
    long usual = ceilDiv(images, IMAGES_PER_SHARD);
    long many = Math.max(MANY_SHARDS, ceilDiv(images, MOST_IMAGES_PER_SHARD));
    long wanted = Math.max(1, Math.max(few, Math.min(usual, many)));
    long powerOfTwo = Long.highestOneBit(2 * wanted - 1);
    return (int) Math.min(MOST_SHARDS, powerOfTwo);
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}
