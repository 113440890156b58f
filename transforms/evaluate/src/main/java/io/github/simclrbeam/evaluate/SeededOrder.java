package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Orders and choices that depend on a seed alone. */
final class SeededOrder {
  private SeededOrder() {}

  /** Shuffles an array in place (Fisher and Yates). */
  static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = values[i];
      values[i] = values[other];
      values[other] = moved;
    }
  }

  /** The numbers from 0 to {@code count - 1}. */
  static int[] indices(int count) {
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = i;
    }
    return indices;
  }

  /**
   * {@code wanted} different numbers below {@code count}, by rising size; all of them when that
   * many are wanted.
   */
  static int[] choose(int count, int wanted, SplittableRandom random) {
    int[] indices = indices(count);
    if (wanted >= count) {
      return indices;
    }
    shuffle(indices, random);
    int[] chosen = Arrays.copyOf(indices, wanted);
    Arrays.sort(chosen);
    return chosen;
  }
}
