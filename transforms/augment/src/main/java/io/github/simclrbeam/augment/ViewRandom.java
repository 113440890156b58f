package io.github.simclrbeam.augment;

import java.nio.charset.StandardCharsets;

/**
 * The random numbers of one view. Every number has an address, a block and one of its four words,
 * and does not depend on whether others were asked for: an operation that is turned off shifts
 * nothing. The addresses are in {@link DrawingOrder}.
 *
 * <p>Block b of a view is Philox4x32-10 with the seed as key and the counter (b, viewIndex, low
 * word, high word of the 64-bit FNV-1a hash of the image id's UTF-8 bytes).
 */
final class ViewRandom {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private final long seed;
  private final long image;
  private final int viewIndex;
  private final int[] words = new int[4];
  private int loaded = -1;

  ViewRandom(long seed, String imageId, int viewIndex) {
    this.seed = seed;
    this.image = fnv1a(imageId.getBytes(StandardCharsets.UTF_8));
    this.viewIndex = viewIndex;
  }

  /** 32 random bits. */
  int bits(int block, int word) {
    if (block != loaded) {
      words[0] = block;
      words[1] = viewIndex;
      words[2] = (int) image;
      words[3] = (int) (image >>> 32);
      Philox.block(words, seed);
      loaded = block;
    }
    return words[word];
  }

  /** A multiple of 2^-32, uniform in [0, 1). */
  double uniform(int block, int word) {
    return (bits(block, word) & 0xFFFFFFFFL) * 0x1p-32;
  }

  /** Uniform in [min, max]. */
  double uniform(int block, int word, double min, double max) {
    // The sum can round above max when the range is wide.
    return Math.min(max, min + uniform(block, word) * (max - min));
  }

  /** Uniform in 0 .. count - 1, up to a bias of count / 2^32. */
  int below(int block, int word, int count) {
    return (int) (((bits(block, word) & 0xFFFFFFFFL) * count) >>> 32);
  }

  /** True with the given probability: never for 0, always for 1. */
  boolean chance(int block, int word, double probability) {
    return uniform(block, word) < probability;
  }

  static long fnv1a(byte[] bytes) {
    long hash = FNV_OFFSET;
    for (byte value : bytes) {
      hash = (hash ^ (value & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }
}
