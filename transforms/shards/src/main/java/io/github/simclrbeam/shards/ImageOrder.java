package io.github.simclrbeam.shards;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The seeded pseudo-random order of a set's images: each image has a 64-bit hash of (seed, id), a
 * shard is an equal range of hashes, and within a shard images ascend by (hash, id), hashes taken
 * as unsigned. So every shard is a random subset in random order, whatever order images were found
 * in.
 */
public final class ImageOrder {
  private final long seed;

  /**
   * @param seed of the set
   */
  public ImageOrder(long seed) {
    this.seed = seed;
  }

  /**
   * Returns the image's place as an unsigned 64-bit number: the first eight bytes, big-endian, of
   * the SHA-256 of the seed (eight bytes, big-endian) and the id (UTF-8).
   */
  public long hash(String id) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    digest.update(id.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /**
   * Returns the shard that holds the hash: floor(hash * count / 2^64).
   *
   * @param count shards, >= 1
   */
  public static int shard(long hash, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("shards must be >= 1, but was: " + count);
    }
    long high = Math.multiplyHigh(hash, count);
    return (int) (hash < 0 ? high + count : high);
  }

  /** Compares two images of one shard by (hash, id); negative when the first comes first. */
  public static int compare(long hashA, String idA, long hashB, String idB) {
    int byHash = Long.compareUnsigned(hashA, hashB);
    return byHash != 0 ? byHash : idA.compareTo(idB);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
