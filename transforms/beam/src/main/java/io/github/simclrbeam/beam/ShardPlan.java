package io.github.simclrbeam.beam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which shard, and which chunk of it, an image belongs to. Chunks are ranges of the {@linkplain
 * io.github.simclrbeam.shards.ImageOrder images' hashes}, ascending; shard s holds the chunks
 * {@code s * chunksPerShard} to {@code (s + 1) * chunksPerShard - 1}.
 *
 * <p>Shard i of N holds the hashes from i * 2^64 / N to below (i + 1) * 2^64 / N: borders that do
 * not depend on the images, so that an image more or less changes one shard only. Where that would
 * leave a shard without an image, borders are moved past as few images as possible, so that even
 * three images fill three shards.
 *
 * @param images how many images there are, bad ones included
 * @param shards how many shards, at most {@code images}
 * @param chunksPerShard how many chunks each shard is made in, >= 1
 * @param starts the first hash of each chunk, ascending as unsigned numbers; empty when all chunks
 *     are ranges of equal width
 */
public record ShardPlan(long images, int shards, int chunksPerShard, List<Long> starts)
    implements Serializable {

  public ShardPlan {
    starts = List.copyOf(starts);
  }

  /** Returns the plan of ranges of equal width, whatever the hashes are. */
  static ShardPlan ofEqualWidths(ShardNumber number) {
    return new ShardPlan(number.images(), number.shards(), chunksPerShard(number), List.of());
  }

  /**
   * Returns the plan in which no shard is without an image. Chunks have equal counts within a
   * shard.
   *
   * @param hashes of all images, ascending as unsigned numbers
   */
  static ShardPlan ofHashes(long[] hashes, ShardNumber number) {
    int chunksPerShard = chunksPerShard(number);
    int[] borders = borders(hashes, number.shards());
    List<Long> starts = new ArrayList<>();
    for (int shard = 0; shard < number.shards(); shard++) {
      long first = borders[shard];
      long count = borders[shard + 1] - first;
      for (int chunk = 0; chunk < chunksPerShard; chunk++) {
        starts.add(hashes[(int) (first + count * chunk / chunksPerShard)]);
      }
    }
    return new ShardPlan(number.images(), number.shards(), chunksPerShard, starts);
  }

  /** Returns the index of each shard's first hash, then the number of hashes. */
  private static int[] borders(long[] hashes, int shards) {
    int[] borders = new int[shards + 1];
    borders[shards] = hashes.length;
    int below = 0;
    for (int shard = 1; shard < shards; shard++) {
      while (below < hashes.length && unsignedHigh(hashes[below], shards) < shard) {
        below++;
      }
      borders[shard] = Math.max(below, borders[shard - 1] + 1);
    }
    for (int shard = shards - 1; shard > 0; shard--) {
      borders[shard] = Math.min(borders[shard], borders[shard + 1] - 1);
    }
    return borders;
  }

  private static int chunksPerShard(ShardNumber number) {
    return ShardSizing.chunksPerShard(number.images(), number.shards());
  }

  /** Returns how many chunks there are in all. */
  public int chunks() {
    return shards * chunksPerShard;
  }

  /** Returns the shard that a chunk belongs to. */
  public int shardOf(int chunk) {
    return chunk / chunksPerShard;
  }

  /** Returns the chunk of an image's hash. */
  public int chunkOf(long hash) {
    if (starts.isEmpty()) {
      return (int) unsignedHigh(hash, chunks());
    }
    int low = 0;
    int high = starts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (Long.compareUnsigned(starts.get(middle), hash) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Returns the upper 64 bits of the product of an unsigned number and a non-negative one. */
  private static long unsignedHigh(long unsigned, long factor) {
    return Math.multiplyHigh(unsigned, factor) + (unsigned < 0 ? factor : 0);
  }
}
