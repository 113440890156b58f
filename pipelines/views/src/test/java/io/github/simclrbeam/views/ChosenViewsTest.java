package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChosenViewsTest {
  @Test
  void soManyDifferentOnesAreChosenAndAllWhereThereAreFewer() {
    assertThat(ChosenViews.choose(1_000, 10, 3)).hasSize(10).allMatch(n -> n >= 0 && n < 1_000);
    assertThat(ChosenViews.choose(4, 4, 3)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(ChosenViews.choose(2, 9, 3)).containsExactly(0L, 1L);
    assertThat(ChosenViews.choose(0, 9, 3)).isEmpty();
    assertThat(ChosenViews.choose(9, 0, 3)).isEmpty();
  }

  @Test
  void theSeedDecides() {
    assertThat(ChosenViews.choose(1_000, 10, 3)).isEqualTo(ChosenViews.choose(1_000, 10, 3));
    assertThat(ChosenViews.choose(1_000, 10, 3)).isNotEqualTo(ChosenViews.choose(1_000, 10, 4));
  }

  @Test
  void eachIsChosenEquallyOften() {
    int[] counts = new int[5];
    for (int seed = 0; seed < 10_000; seed++) {
      ChosenViews.choose(5, 2, seed).forEach(n -> counts[n.intValue()]++);
    }
    // 4,000 each; the standard deviation is 49.
    for (int count : counts) {
      assertThat(count).isBetween(3_800, 4_200);
    }
  }
}
