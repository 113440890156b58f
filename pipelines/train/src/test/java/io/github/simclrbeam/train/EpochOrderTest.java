package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EpochOrderTest {
  @Test
  void anEpochHoldsEveryImageOnce() {
    int[] order = EpochOrder.of(3, 1, 1000);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, 1000).toArray());
  }

  /** Fixed: another order would make old runs go on with other batches. */
  @Test
  void theOrderOfAnEpochStaysWhatItIs() {
    assertThat(EpochOrder.of(0, 0, 10)).containsExactly(9, 8, 5, 2, 6, 4, 0, 3, 1, 7);
    assertThat(EpochOrder.of(0, 1, 10)).containsExactly(8, 9, 2, 7, 1, 3, 4, 5, 0, 6);
  }

  @Test
  void theOrderIsReproducibleAndDiffersByEpochAndSeed() {
    int[] first = EpochOrder.of(0, 0, 100);
    assertThat(EpochOrder.of(0, 0, 100)).isEqualTo(first);
    assertThat(EpochOrder.of(0, 1, 100)).isNotEqualTo(first);
    assertThat(EpochOrder.of(1, 0, 100)).isNotEqualTo(first);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 20261101})
  void imagesSortedByClassGiveMixedBatches(long seed) {
    int images = 64_000;
    int mixed = 0;
    int batches = images / 64;
    int[] order = EpochOrder.of(seed, 0, images);
    for (int batch = 0; batch < batches; batch++) {
      int[] rows = Arrays.copyOfRange(order, batch * 64, (batch + 1) * 64);
      long classes = Arrays.stream(rows).map(image -> image / (images / 10)).distinct().count();
      mixed += classes >= 8 ? 1 : 0;
    }
    assertThat(mixed).isGreaterThanOrEqualTo((int) (0.99 * batches));
  }

  @Test
  void neighboursInTheShardsAreNoNeighboursInTheOrder() {
    int[] order = EpochOrder.of(9, 2, 10_000);
    long close =
        IntStream.range(1, order.length)
            .filter(i -> Math.abs(order[i] - order[i - 1]) <= 10)
            .count();
    assertThat(close).isBetween(5L, 50L); // about 20 by chance
  }
}
