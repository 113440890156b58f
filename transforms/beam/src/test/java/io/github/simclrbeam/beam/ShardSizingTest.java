package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShardSizingTest {
  @ParameterizedTest
  @CsvSource({
    // images, shards given, bytes an image, bytes a shard, shards
    "0, 8, 10, 100, 0",
    "0, 0, 10, 100, 0",
    "3, 8, 10, 100, 3",
    "9, 8, 10, 100, 8",
    "10, 0, 10, 100, 1",
    "11, 0, 10, 100, 2",
    "9223372036854775807, 0, 1000, 1, 99999",
  })
  void shardsAreAsManyAsGivenOrAsTheirSizeAsks(
      long images, int shards, long bytesPerImage, long shardBytes, int expected) {
    assertThat(ShardSizing.of(shards, bytesPerImage, shardBytes).shardsFor(images))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} images of 10 bytes, before {1} shards, wanted of 100 bytes: {2}")
  @CsvSource({
    // 4 shards of 100 bytes hold 40 images: kept from half to twice of that.
    "40, 4, 4",
    "41, 4, 4",
    "20, 4, 4",
    "19, 4, 2",
    "80, 4, 4",
    "81, 4, 9",
    "3, 4, 1",
    "3, 1, 1",
    "0, 4, 0",
    "41, 0, 5",
  })
  void anOutputThatIsMadeAnewKeepsItsShardsWithinAFactorOfTwo(
      long images, int previous, int expected) {
    ShardSizing sizing = ShardSizing.of(0, 10, 100).withPreviousShards(previous);
    assertThat(sizing.shardsFor(images)).isEqualTo(expected);
  }

  @Test
  void aNumberThatIsGivenCountsMoreThanThePreviousOne() {
    assertThat(ShardSizing.of(7, 10, 100).withPreviousShards(4).shardsFor(40)).isEqualTo(7);
  }

  @Test
  void measuredBytesReplaceTheExpectedOnesRoundedUp() {
    ShardSizing expected = ShardSizing.of(0, 10, 100).withPreviousShards(3);
    assertThat(expected.measured(20.25)).isEqualTo(new ShardSizing(0, 21, 100, 3));
    assertThat(expected.measured(20)).isEqualTo(new ShardSizing(0, 20, 100, 3));
    assertThat(expected.measured(Double.NaN)).isEqualTo(expected);
  }

  @Test
  void onlyEncodedViewsWithoutAGivenNumberOfShardsAreMeasured() {
    assertThat(ShardSizing.of(0, 10, 100).isMeasured(ViewEncoding.PNG)).isTrue();
    assertThat(ShardSizing.of(0, 10, 100).isMeasured(ViewEncoding.RAW)).isFalse();
    assertThat(ShardSizing.of(3, 10, 100).isMeasured(ViewEncoding.PNG)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "100, 1, 7", "2000, 16, 8", "60000, 16, 16", "10000000, 100, 100"})
  void chunksAreManyEnoughForEveryCoreAndNeverAboveAThousandImages(
      long images, int shards, int expected) {
    assertThat(ShardSizing.chunksPerShard(images, shards)).isEqualTo(expected);
  }

  @Test
  void sizesOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> ShardSizing.of(-1, 1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> ShardSizing.of(1, 0, 1)).hasMessageContaining("bytesPerImage");
    assertThatThrownBy(() -> ShardSizing.of(1, 1, 0)).hasMessageContaining("shardBytes");
    assertThatThrownBy(() -> ShardSizing.of(1, 1, 1).withPreviousShards(100_000))
        .hasMessageContaining("previousShards must be in [0, 99999], but was: 100000");
  }
}
