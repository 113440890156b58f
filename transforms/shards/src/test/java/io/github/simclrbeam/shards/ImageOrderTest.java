package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ImageOrderTest {
  @Test
  void hashIsTheStartOfASha256() {
    // sha256(00 00 00 00 00 00 00 01, "cats/a.jpg"), and so on.
    assertThat(Long.toHexString(new ImageOrder(1).hash("cats/a.jpg")))
        .isEqualTo("db2c437f29f6d1e5");
    assertThat(Long.toHexString(new ImageOrder(-1).hash("cats/a.jpg")))
        .isEqualTo("3d92120a376b8ff4");
    assertThat(Long.toHexString(new ImageOrder(1).hash("é"))).isEqualTo("a537095b2de57b9c");
  }

  @Test
  void shardsAreEqualRangesOfUnsignedHashes() {
    assertThat(ImageOrder.shard(0, 16)).isZero();
    assertThat(ImageOrder.shard(-1, 16)).isEqualTo(15);
    assertThat(ImageOrder.shard(Long.MIN_VALUE, 16)).isEqualTo(8);
    assertThat(ImageOrder.shard(Long.MAX_VALUE, 16)).isEqualTo(7);
    assertThat(ImageOrder.shard(-1, 99_999)).isEqualTo(99_998);
  }

  @Test
  void shardsFillEvenly() {
    ImageOrder order = new ImageOrder(3);
    Integer[] counts = new Integer[8];
    Arrays.fill(counts, 0);
    for (int i = 0; i < 8000; i++) {
      counts[ImageOrder.shard(order.hash("image-" + i), 8)]++;
    }
    // Five standard deviations of a binomial with n = 8000, p = 1/8.
    assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(1000 - 148, 1000 + 148));
  }

  @Test
  void hashesAreComparedUnsignedAndThenIds() {
    assertThat(ImageOrder.compare(1, "b", -1, "a")).isNegative();
    assertThat(ImageOrder.compare(1, "b", 1, "a")).isPositive();
    assertThat(ImageOrder.compare(1, "a", 1, "a")).isZero();
  }

  @Test
  void noShardsAreRefused() {
    assertThatThrownBy(() -> ImageOrder.shard(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be >= 1, but was: 0");
  }
}
