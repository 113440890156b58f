package io.github.simclrbeam.train;

/**
 * A stream of random numbers that is a pure function of its key, so that any epoch, image or step
 * can be drawn without drawing those before it. SplitMix64 (Steele, Lea and Flood 2014). Not
 * thread-safe.
 */
final class KeyedRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private KeyedRandom(long state) {
    this.state = state;
  }

  /** Returns the stream of this seed, draw and key; the order of the key's numbers counts. */
  static KeyedRandom of(long seed, Draw draw, long... key) {
    long state = mix(mix(seed + GOLDEN_GAMMA) + draw.number());
    for (long part : key) {
      state = mix(state + GOLDEN_GAMMA + mix(part + GOLDEN_GAMMA));
    }
    return new KeyedRandom(state);
  }

  /** Returns 64 random bits. */
  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a number in [0, bound); bound must be positive. The bias is below bound / 2^63. */
  int below(int bound) {
    return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
  }

  /** Returns true with probability 1/2. */
  boolean flip() {
    return next() < 0;
  }

  /** Shuffles in place (Fisher-Yates). */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = below(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
