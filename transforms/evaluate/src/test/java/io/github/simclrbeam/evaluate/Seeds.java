package io.github.simclrbeam.evaluate;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Seeds for laws; the base seed is -Dtest.seed. */
final class Seeds {
  private Seeds() {}

  static LongStream five() {
    return new SplittableRandom(Long.getLong("test.seed", 20261101L)).longs(5);
  }
}
