package io.github.simclrbeam.beam;

/**
 * How many shards and chunks a set of images is cut into. Decides file boundaries, so everything in
 * it comes from the options and the input, never from the machine.
 *
 * @param shards how many shards; 0: as many as make them about {@code shardBytes} large
 * @param bytesPerImage expected size of one image's record, >= 1
 * @param shardBytes size that a shard should have, >= 1
 */
public record ShardSizing(int shards, long bytesPerImage, long shardBytes) implements ShardCount {
  /** Most shards that file names can count. */
  public static final int MOST_SHARDS = 99_999;

  /** What a shard's size should be when nothing else is said: 64 MiB. */
  public static final long DEFAULT_SHARD_BYTES = 64L << 20;

  // A chunk is a task: enough of them that every core works to the end, few enough that
  // opening files costs nothing beside making views.
  private static final long CHUNKS_WANTED = 256;
  private static final long SMALLEST_CHUNK = 16;
  private static final long LARGEST_CHUNK = 1_000;

  public ShardSizing {
    if (shards < 0 || shards > MOST_SHARDS) {
      throw new IllegalArgumentException(
          "shards must be in [0, %d], but was: %d".formatted(MOST_SHARDS, shards));
    }
    if (bytesPerImage < 1) {
      throw new IllegalArgumentException(
          "bytesPerImage must be at least 1, but was: " + bytesPerImage);
    }
    if (shardBytes < 1) {
      throw new IllegalArgumentException("shardBytes must be at least 1, but was: " + shardBytes);
    }
  }

  @Override
  public int shardsFor(long images) {
    long wanted = shards;
    if (shards == 0) {
      long bytes =
          images > Long.MAX_VALUE / bytesPerImage ? Long.MAX_VALUE : images * bytesPerImage;
      wanted = Math.max(1, Math.min(MOST_SHARDS, ceilDiv(bytes, shardBytes)));
    }
    return (int) Math.min(wanted, images);
  }

  /** Returns how many chunks each shard is made in. */
  static int chunksPerShard(long images, int shards) {
    if (images == 0) {
      return 1;
    }
    long chunk = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, ceilDiv(images, CHUNKS_WANTED)));
    return Math.toIntExact(Math.max(1, ceilDiv(ceilDiv(images, shards), chunk)));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}
