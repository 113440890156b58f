package io.github.simclrbeam.augment;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Seeds for laws; the base seed is -Dtest.seed. */
final class Seeds {
  private Seeds() {}

  static LongStream twenty() {
    return of(20);
  }

  static LongStream of(int count) {
    return new SplittableRandom(Long.getLong("test.seed", 20261101L)).longs(count);
  }
}
