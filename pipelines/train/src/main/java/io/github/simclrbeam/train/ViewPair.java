package io.github.simclrbeam.train;

/** Two different views of one image, by index from 0: the positive pair of a step, in order. */
record ViewPair(int first, int second) {
  ViewPair {
    if (first < 0 || second < 0 || first == second) {
      throw new IllegalArgumentException(
          "a pair must hold two different views, but was: %d and %d".formatted(first, second));
    }
  }
}
