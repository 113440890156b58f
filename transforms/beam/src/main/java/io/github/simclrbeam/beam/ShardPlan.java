package io.github.simclrbeam.beam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which shard, and which chunk of it, an image belongs to. Shard s holds the chunks {@code s *
 * chunksPerShard} to {@code (s + 1) * chunksPerShard - 1}; chunks are ranges of the {@linkplain
 * io.github.simclrbeam.shards.ImageOrder images' hashes}, ascending. Up to {@link #EXACT_LIMIT}
 * images the ranges are cut at equal counts, so that even three images fill three shards; above
 * they are of equal width.
 *
 * @param images how many images there are, bad ones included
 * @param shards how many shards, at most {@code images}
 * @param chunksPerShard how many chunks each shard is made in, >= 1
 * @param starts the first hash of each chunk, ascending as unsigned numbers; empty when ranges are
 *     of equal width
 */
public record ShardPlan(long images, int shards, int chunksPerShard, List<Long> starts)
    implements Serializable {
  /** Most images whose hash ranges are cut at equal counts. */
  static final int EXACT_LIMIT = 10_000;

  public ShardPlan {
    starts = List.copyOf(starts);
  }

  static ShardPlan of(HashSummary summary, ShardCount sizing) {
    long images = summary.count();
    int shards = sizing.shardsFor(images);
    int chunksPerShard = ShardSizing.chunksPerShard(images, shards);
    if (!summary.isExact()) {
      return new ShardPlan(images, shards, chunksPerShard, List.of());
    }
    long[] hashes = summary.sorted();
    List<Long> starts = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      long first = images * shard / shards;
      long next = images * (shard + 1) / shards;
      for (int chunk = 0; chunk < chunksPerShard; chunk++) {
        starts.add(hashes[(int) (first + (next - first) * chunk / chunksPerShard)]);
      }
    }
    return new ShardPlan(images, shards, chunksPerShard, starts);
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
