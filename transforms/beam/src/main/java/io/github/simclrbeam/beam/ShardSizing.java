package io.github.simclrbeam.beam;

/**
 * How many shards and chunks a set of images is cut into. Decides file boundaries, so everything in
 * it comes from the options and the input, never from the machine.
 *
 * @param shards how many shards; 0: as many as make them about {@code shardBytes} large
 * @param bytesPerImage expected size of one image's record, >= 1
 * @param shardBytes size that a shard should have, >= 1
 * @param previousShards how many shards the output had that is made anew, >= 0; kept while shards
 *     stay within half and twice of {@code shardBytes}, so that files that need not change do not;
 *     0: none
 */
public record ShardSizing(int shards, long bytesPerImage, long shardBytes, int previousShards)
    implements ShardCount {
  /** Most shards that file names can count. */
  public static final int MOST_SHARDS = 99_999;

  /** What a shard's size should be when nothing else is said: 64 MiB. */
  public static final long DEFAULT_SHARD_BYTES = 64L << 20;

  /** Images whose records are measured to tell the size of all. */
  public static final int SAMPLE = 32;

  private static final double PREVIOUS_FACTOR = 2;

  // A chunk is a task: enough of them that every core works to the end, few enough that
  // opening files costs nothing beside making views. (The direct runner takes some 40 ms of a core
  // for each, setting up every step anew.)
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
    if (previousShards < 0 || previousShards > MOST_SHARDS) {
      throw new IllegalArgumentException(
          "previousShards must be in [0, %d], but was: %d".formatted(MOST_SHARDS, previousShards));
    }
  }

  /** Returns the sizing of a new set, without previous shards. */
  public static ShardSizing of(int shards, long bytesPerImage, long shardBytes) {
    return new ShardSizing(shards, bytesPerImage, shardBytes, 0);
  }

  /** Returns the same for an output that had so many shards; 0: none. */
  public ShardSizing withPreviousShards(int previous) {
    return new ShardSizing(shards, bytesPerImage, shardBytes, previous);
  }

  /**
   * Returns whether the number of shards follows from how large the records of this encoding are,
   * which only the images can tell.
   */
  public boolean isMeasured(ViewEncoding encoding) {
    return shards == 0 && encoding != ViewEncoding.RAW;
  }

  /**
   * Returns the same with the size of records that was measured, rounded up.
   *
   * @param meanBytes of a sample; NaN when none of it could be used: then the expected size stays
   */
  public ShardSizing measured(double meanBytes) {
    return Double.isNaN(meanBytes)
        ? this
        : new ShardSizing(shards, (long) Math.ceil(meanBytes), shardBytes, previousShards);
  }

  @Override
  public int shardsFor(long images) {
    return (int) Math.min(shards > 0 ? shards : bySize(images), images);
  }

  private long bySize(long images) {
    long bytes = images > Long.MAX_VALUE / bytesPerImage ? Long.MAX_VALUE : images * bytesPerImage;
    double factor = (double) bytes / previousShards / shardBytes;
    boolean kept = previousShards > 0 && factor >= 1 / PREVIOUS_FACTOR && factor <= PREVIOUS_FACTOR;
    return kept ? previousShards : Math.max(1, Math.min(MOST_SHARDS, ceilDiv(bytes, shardBytes)));
  }

  /** Returns how many chunks each shard is made in. */
  public static int chunksPerShard(long images, int shards) {
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
