package io.github.simclrbeam.encoder;

/**
 * Random numbers for one tensor's initial values: a counter-based stream keyed by (seed, name), the
 * same on every machine. SplitMix64 (Steele et al. 2014); normals by the polar method (Marsaglia
 * &amp; Bray 1964) with {@link StrictMath}. Not thread-safe.
 */
final class WeightRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private long state;
  private double spare = Double.NaN;

  WeightRandom(long seed, String name) {
    long key = mix(seed + GOLDEN);
    for (int i = 0; i < name.length(); i++) {
      key = mix(key + GOLDEN + name.charAt(i));
    }
    state = key;
  }

  /** Returns the next number, uniform in [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Returns the next number of the standard normal distribution. */
  double normal() {
    if (!Double.isNaN(spare)) {
      double next = spare;
      spare = Double.NaN;
      return next;
    }
    double x;
    double y;
    double square;
    do {
      x = uniform(-1, 1);
      y = uniform(-1, 1);
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * factor;
    return x * factor;
  }

  private double unit() {
    state += GOLDEN;
    return (mix(state) >>> 11) * UNIT;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
