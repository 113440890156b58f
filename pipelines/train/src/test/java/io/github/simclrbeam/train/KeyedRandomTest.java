package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeyedRandomTest {
  @Test
  void theSameKeyGivesTheSameNumbersOnEveryMachine() {
    KeyedRandom random = KeyedRandom.of(0, Draw.EPOCH_ORDER, 0);
    assertThat(random.next()).isEqualTo(-5183697571514390242L);
    assertThat(random.next()).isEqualTo(3205426850381347157L);
  }

  @Test
  void everyPartOfTheKeyCounts() {
    long reference = KeyedRandom.of(1, Draw.REFLIP, 2, 3).next();
    assertThat(KeyedRandom.of(2, Draw.REFLIP, 2, 3).next()).isNotEqualTo(reference);
    assertThat(KeyedRandom.of(1, Draw.PAIR_ORDER, 2, 3).next()).isNotEqualTo(reference);
    assertThat(KeyedRandom.of(1, Draw.REFLIP, 3, 2).next()).isNotEqualTo(reference);
    assertThat(KeyedRandom.of(1, Draw.REFLIP, 2).next()).isNotEqualTo(reference);
  }

  @Test
  void numbersBelowABoundAreUniform() {
    KeyedRandom random = KeyedRandom.of(4, Draw.EPOCH_ORDER);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.below(7)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
    assertThat(random.below(1)).isZero();
  }
}
