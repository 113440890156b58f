package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.CombineFnTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ShardPlanTest {
  private static final ShardSizing EIGHT = new ShardSizing(8, 100, 1_000);

  static Stream<Long> seeds() {
    return new SplittableRandom(Long.getLong("test.seed", 20261101L)).longs(5).boxed();
  }

  @Test
  void noImagesMakeNoShards() {
    assertThat(plan(List.of(), EIGHT).chunks()).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void threeImagesForEightShardsMakeThreeShardsOfOne(long seed) {
    List<Long> hashes = hashes(seed, 3);
    ShardPlan plan = plan(hashes, EIGHT);
    assertThat(plan.shards()).isEqualTo(3);
    assertThat(hashes.stream().map(hash -> plan.shardOf(plan.chunkOf(hash))))
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fewImagesAreCutAtEqualCountsInTheOrderOfTheirHashes(long seed) {
    List<Long> hashes = hashes(seed, 2_003);
    ShardPlan plan = plan(hashes, EIGHT);
    int[] counts = new int[plan.shards()];
    int last = 0;
    for (long hash : hashes.stream().sorted(Long::compareUnsigned).toList()) {
      int chunk = plan.chunkOf(hash);
      assertThat(chunk).isGreaterThanOrEqualTo(last);
      last = chunk;
      counts[plan.shardOf(chunk)]++;
    }
    assertThat(counts).containsOnly(250, 251);
    assertThat(last).isEqualTo(plan.chunks() - 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void manyImagesAreCutAtEqualRanges(long seed) {
    List<Long> hashes = hashes(seed, ShardPlan.EXACT_LIMIT + 1);
    ShardPlan plan = plan(hashes, EIGHT);
    assertThat(plan.starts()).isEmpty();
    int[] counts = new int[plan.shards()];
    hashes.forEach(hash -> counts[plan.shardOf(plan.chunkOf(hash))]++);
    // Binomial: mean 1,250, standard deviation 33.
    for (int count : counts) {
      assertThat(count).isBetween(1_250 - 200, 1_250 + 200);
    }
    assertThat(plan.chunkOf(0)).isZero();
    assertThat(plan.chunkOf(-1)).isEqualTo(plan.chunks() - 1);
    assertThat(plan.chunkOf(Long.MIN_VALUE)).isEqualTo(plan.chunks() / 2);
  }

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
    assertThat(new ShardSizing(shards, bytesPerImage, shardBytes).shardsFor(images))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "100, 1, 7", "2000, 16, 8", "60000, 16, 16", "10000000, 100, 100"})
  void chunksAreManyEnoughForEveryCoreAndNeverAboveAThousandImages(
      long images, int shards, int expected) {
    assertThat(ShardSizing.chunksPerShard(images, shards)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void thePlanIsTheSameHoweverHashesArriveAndAreMerged(long seed) {
    List<Long> hashes = hashes(seed, 200);
    CombineFnTester.testCombineFn(new PlanShards.PlanFn(EIGHT), hashes, plan(hashes, EIGHT));
  }

  @Test
  void summariesComeBackEqualBelowAndAboveTheLimit() throws Exception {
    for (int count : new int[] {0, 5, ShardPlan.EXACT_LIMIT, ShardPlan.EXACT_LIMIT + 1}) {
      HashSummary summary = new HashSummary();
      hashes(1, count).forEach(summary::add);
      CoderProperties.coderDecodeEncodeEqual(new HashSummary.SummaryCoder(), summary);
      assertThat(summary.count()).isEqualTo(count);
    }
  }

  @Test
  void sizesOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new ShardSizing(-1, 1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new ShardSizing(1, 0, 1)).hasMessageContaining("bytesPerImage");
    assertThatThrownBy(() -> new ShardSizing(1, 1, 0)).hasMessageContaining("shardBytes");
  }

  private static List<Long> hashes(long seed, int count) {
    return new ArrayList<>(new SplittableRandom(seed).longs(count).boxed().toList());
  }

  private static ShardPlan plan(List<Long> hashes, ShardSizing sizing) {
    HashSummary summary = new HashSummary();
    hashes.forEach(summary::add);
    return ShardPlan.of(summary, sizing);
  }
}
