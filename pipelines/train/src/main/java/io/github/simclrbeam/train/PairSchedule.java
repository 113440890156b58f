package io.github.simclrbeam.train;

/**
 * Which two of an image's K views form its pair in an epoch: a pure function of seed, image index
 * and epoch.
 *
 * <p>An image walks through all K(K-1)/2 pairs, one an epoch, in an order of its own before any
 * repeats; the next round has another order. Which view comes first is drawn once per image and
 * pair and turned around each round, so that two rounds show every pair both ways. Immutable and
 * thread-safe.
 */
final class PairSchedule {
  private final long seed;
  private final int[] low;
  private final int[] high;

  /** A schedule over K >= 2 views. */
  PairSchedule(long seed, int viewsPerImage) {
    if (viewsPerImage < 2) {
      throw new IllegalArgumentException(
          "views per image must be at least 2, but was: " + viewsPerImage);
    }
    this.seed = seed;
    int pairs = pairs(viewsPerImage);
    low = new int[pairs];
    high = new int[pairs];
    int pair = 0;
    for (int b = 1; b < viewsPerImage; b++) {
      for (int a = 0; a < b; a++) {
        low[pair] = a;
        high[pair++] = b;
      }
    }
  }

  /** Returns K(K-1)/2: how many pairs K views give, not counting their order. */
  static int pairs(int viewsPerImage) {
    return Math.toIntExact((long) viewsPerImage * (viewsPerImage - 1) / 2);
  }

  /** Returns the pair of this image, an index from 0, in this epoch, from 0. */
  ViewPair pair(long image, long epoch) {
    long round = epoch / low.length;
    int pair = order(image, round)[(int) (epoch % low.length)];
    boolean turned =
        KeyedRandom.of(seed, Draw.PAIR_DIRECTION, image, pair).flip() ^ ((round & 1) == 1);
    return turned ? new ViewPair(high[pair], low[pair]) : new ViewPair(low[pair], high[pair]);
  }

  private int[] order(long image, long round) {
    int[] order = new int[low.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    KeyedRandom.of(seed, Draw.PAIR_ORDER, image, round).shuffle(order);
    return order;
  }
}
