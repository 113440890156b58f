package io.github.simclrbeam.views;

import java.util.SplittableRandom;
import java.util.TreeSet;

/** A seeded choice of some views among all of a set, each equally likely. */
final class ChosenViews {
  private ChosenViews() {}

  /**
   * Returns different numbers, ascending (Floyd's way, in Bentley, Programming Pearls, CACM 1987).
   *
   * @param of how many there are: numbers are in [0, of)
   * @param count how many are wanted; all when there are fewer
   * @param seed of the choice
   */
  static TreeSet<Long> choose(long of, long count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<Long> chosen = new TreeSet<>();
    for (long last = Math.max(0, of - count); last < of; last++) {
      if (!chosen.add(random.nextLong(last + 1))) {
        chosen.add(last);
      }
    }
    return chosen;
  }
}
