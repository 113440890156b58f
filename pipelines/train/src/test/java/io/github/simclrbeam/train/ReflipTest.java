package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReflipTest {
  @Test
  void rowsAreTurnedAroundAndPixelsKept() {
    byte[] pixels = {9, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 9};
    Reflip.flip(pixels, 1, 2, 3);
    assertThat(pixels).containsExactly(9, 4, 5, 6, 1, 2, 3, 12, 13, 14, 7, 8, 11, 9);
  }

  @Test
  void theMiddleColumnOfAnOddWidthStays() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Reflip.flip(pixels, 0, 3, 1);
    assertThat(pixels).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
  }

  @Test
  void halfTheViewsAreFlippedIndependentlyOfEachOther() {
    int images = 10_000;
    long first = IntStream.range(0, images).filter(i -> Reflip.flips(0, 0, i, 0)).count();
    long both =
        IntStream.range(0, images)
            .filter(i -> Reflip.flips(0, 0, i, 0) && Reflip.flips(0, 0, i, 1))
            .count();
    long again =
        IntStream.range(0, images)
            .filter(i -> Reflip.flips(0, 0, i, 0) && Reflip.flips(0, 1, i, 0))
            .count();
    assertThat(first).isBetween(4800L, 5200L);
    assertThat(both).isBetween(2300L, 2700L);
    assertThat(again).isBetween(2300L, 2700L);
  }
}
