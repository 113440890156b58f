package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.CombineFnTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ShardPlanTest {
  /** 2^60: with sixteen shards, the width of a range. */
  private static final long SIXTEENTH = 1L << 60;

  static Stream<Long> seeds() {
    return new SplittableRandom(Long.getLong("test.seed", 20261126L)).longs(20).boxed();
  }

  /** Hashes in sixteenths of their range, the number of shards, the images in each shard. */
  static Stream<Arguments> smallCases() {
    return Stream.of(
        Arguments.of("one in each quarter", List.of(0, 4, 8, 12), 4, List.of(1, 1, 1, 1)),
        Arguments.of("borders belong to the shard behind", List.of(3, 4, 7, 8), 2, List.of(3, 1)),
        Arguments.of("ranges of unequal counts", List.of(0, 1, 2, 3, 9), 2, List.of(4, 1)),
        Arguments.of("all in the first range", List.of(0, 1, 2, 3), 4, List.of(1, 1, 1, 1)),
        Arguments.of("all in the last range", List.of(12, 13, 14, 15), 4, List.of(1, 1, 1, 1)),
        Arguments.of(
            "the second range empty: it takes the first image behind",
            List.of(0, 1, 8, 9, 12, 13),
            4,
            List.of(2, 1, 1, 2)),
        Arguments.of(
            "the last range empty: it takes the last image before",
            List.of(0, 4, 5, 6, 7),
            2,
            List.of(4, 1)),
        Arguments.of(
            "the first range empty: it takes the first image",
            List.of(4, 8, 12, 13, 14),
            4,
            List.of(1, 1, 1, 2)),
        Arguments.of(
            "two empty ranges at the end push borders back",
            List.of(0, 1, 2, 3, 4),
            4,
            List.of(2, 1, 1, 1)),
        Arguments.of("three images in three shards", List.of(13, 14, 15), 3, List.of(1, 1, 1)),
        Arguments.of("no images in no shards", List.of(), 0, List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallCases")
  void bordersAreEqualAndMovedOnlyWhereAShardWouldBeEmpty(
      String name, List<Integer> sixteenths, int shards, List<Integer> expected) {
    long[] hashes = sixteenths.stream().mapToLong(i -> i * SIXTEENTH).toArray();
    assertThat(counts(hashes, shards)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyShardHasAnImageWheneverThereAreEnough(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      int shards = random.nextInt(1, 40);
      long[] hashes = hashes(random, random.nextInt(shards, 4 * shards));
      assertThat(counts(hashes, shards))
          .as("%d images, %d shards", hashes.length, shards)
          .hasSize(shards)
          .doesNotContain(0);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anImageMoreLeavesEveryOtherInItsShardWhereNoRangeIsEmpty(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] hashes = hashes(random, 500);
    Map<Long, Integer> before = shardsByHash(hashes, 16);
    for (int i = 0; i < 20; i++) {
      long[] more = Arrays.copyOf(hashes, 501);
      more[500] = random.nextLong();
      Map<Long, Integer> after = shardsByHash(sorted(more), 16);
      assertThat(after).containsAllEntriesOf(before).hasSize(501);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shardsAreRangesOfEqualWidthWhereNoneIsEmpty(long seed) {
    long[] hashes = hashes(new SplittableRandom(seed), 2_000);
    ShardPlan plan = plan(hashes, 16);
    ShardPlan uncounted = ShardPlan.ofEqualWidths(new ShardNumber(2_000, 16));
    for (long hash : hashes) {
      int equalWidth = (int) (hash >>> 60);
      assertThat(plan.shardOf(plan.chunkOf(hash))).isEqualTo(equalWidth);
      assertThat(uncounted.shardOf(uncounted.chunkOf(hash))).isEqualTo(equalWidth);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void chunksAscendAndHaveEqualCountsWithinAShard(long seed) {
    long[] hashes = hashes(new SplittableRandom(seed), 2_003);
    ShardPlan plan = plan(hashes, 8);
    assertThat(plan.chunksPerShard()).isEqualTo(16);
    int[] inShard = new int[8];
    int[] inChunk = new int[8 * 16];
    int last = 0;
    for (long hash : hashes) {
      int chunk = plan.chunkOf(hash);
      assertThat(chunk).isGreaterThanOrEqualTo(last);
      last = chunk;
      inChunk[chunk]++;
      inShard[plan.shardOf(chunk)]++;
    }
    for (int chunk = 0; chunk < inChunk.length; chunk++) {
      int least = inShard[chunk / 16] / 16;
      assertThat(inChunk[chunk]).isBetween(least, least + 1);
    }
  }

  @Test
  void chunksThatAreNotCountedAreRangesOfEqualWidth() {
    ShardPlan plan = ShardPlan.ofEqualWidths(new ShardNumber(100_000, 8));
    assertThat(plan.starts()).isEmpty();
    assertThat(plan.chunks()).isEqualTo(8 * 32);
    assertThat(plan.chunkOf(0)).isZero();
    assertThat(plan.chunkOf(-1)).isEqualTo(plan.chunks() - 1);
    assertThat(plan.chunkOf(Long.MIN_VALUE)).isEqualTo(plan.chunks() / 2);
  }

  @Test
  void hashesAreLookedAtWhileAnEmptyRangeIsToBeFeared() {
    assertThat(new ShardNumber(10_000, 1).mayLeaveRangesEmpty()).isTrue();
    assertThat(new ShardNumber(10_001, 1).mayLeaveRangesEmpty()).isFalse();
    assertThat(new ShardNumber(64_000, 1_000).mayLeaveRangesEmpty()).isTrue();
    assertThat(new ShardNumber(64_001, 1_000).mayLeaveRangesEmpty()).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hashesAreTheSameHoweverTheyArriveAndAreMerged(long seed) {
    long[] hashes = hashes(new SplittableRandom(seed), 200);
    CombineFnTester.testCombineFn(
        new PlanShards.TogetherFn(),
        new ArrayList<>(Arrays.stream(hashes).mapToObj(List::of).toList()),
        together(hashes));
  }

  @Test
  void hashesComeBackEqual() throws Exception {
    for (int count : new int[] {0, 1, 5, 1_000}) {
      ImageHashes hashes = together(hashes(new SplittableRandom(1), count));
      CoderProperties.coderDecodeEncodeEqual(new ImageHashes.HashesCoder(), hashes);
      assertThat(hashes.count()).isEqualTo(count);
    }
  }

  private static ImageHashes together(long[] hashes) {
    ImageHashes together = new ImageHashes();
    Arrays.stream(hashes).forEach(together::add);
    return together;
  }

  private static long[] hashes(SplittableRandom random, int count) {
    return sorted(random.longs(count).toArray());
  }

  private static long[] sorted(long[] hashes) {
    return together(hashes).sorted();
  }

  private static ShardPlan plan(long[] hashes, int shards) {
    return ShardPlan.ofHashes(hashes, new ShardNumber(hashes.length, shards));
  }

  private static Map<Long, Integer> shardsByHash(long[] hashes, int shards) {
    ShardPlan plan = plan(hashes, shards);
    Map<Long, Integer> map = new HashMap<>();
    for (long hash : hashes) {
      map.put(hash, plan.shardOf(plan.chunkOf(hash)));
    }
    return map;
  }

  private static Integer[] counts(long[] hashes, int shards) {
    Integer[] counts = new Integer[shards];
    Arrays.fill(counts, 0);
    shardsByHash(hashes, shards).values().forEach(shard -> counts[shard]++);
    return counts;
  }
}
