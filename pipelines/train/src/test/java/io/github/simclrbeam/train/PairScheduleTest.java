package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PairScheduleTest {
  static Stream<Arguments> viewsAndSeeds() {
    long seed = Long.getLong("test.seed", 1);
    return Stream.of(2, 3, 4, 8)
        .flatMap(views -> Stream.of(0L, seed, seed + 1).map(s -> Arguments.of(views, s)));
  }

  @ParameterizedTest(name = "K = {0}, seed = {1}")
  @MethodSource("viewsAndSeeds")
  void everyPairIsSeenOnceBeforeAnyRepeats(int views, long seed) {
    PairSchedule schedule = new PairSchedule(seed, views);
    int pairs = views * (views - 1) / 2;
    for (int image = 0; image < 20; image++) {
      for (int round = 0; round < 3; round++) {
        Set<Set<Integer>> seen = new HashSet<>();
        for (int i = 0; i < pairs; i++) {
          ViewPair pair = schedule.pair(image, (long) round * pairs + i);
          assertThat(pair.first()).isBetween(0, views - 1);
          assertThat(pair.second()).isBetween(0, views - 1);
          seen.add(Set.of(pair.first(), pair.second()));
        }
        assertThat(seen).hasSize(pairs);
      }
    }
  }

  @ParameterizedTest(name = "K = {0}, seed = {1}")
  @MethodSource("viewsAndSeeds")
  void twoRoundsShowEveryPairBothWays(int views, long seed) {
    PairSchedule schedule = new PairSchedule(seed, views);
    Set<ViewPair> seen = new HashSet<>();
    for (int epoch = 0; epoch < views * (views - 1); epoch++) {
      seen.add(schedule.pair(7, epoch));
    }
    assertThat(seen).hasSize(views * (views - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void inOneEpochTheImagesUseAllPairsAboutEqually(int views) {
    PairSchedule schedule = new PairSchedule(0, views);
    int ordered = views * (views - 1);
    int images = 400 * ordered;
    int[][] counts = new int[views][views];
    for (int image = 0; image < images; image++) {
      ViewPair pair = schedule.pair(image, 3);
      counts[pair.first()][pair.second()]++;
    }
    for (int a = 0; a < views; a++) {
      for (int b = 0; b < views; b++) {
        if (a != b) {
          assertThat(counts[a][b]).isBetween(300, 500);
        }
      }
    }
  }

  @Test
  void imagesAndRoundsHaveOrdersOfTheirOwn() {
    PairSchedule schedule = new PairSchedule(0, 4);
    Set<List<ViewPair>> orders = new HashSet<>();
    for (int image = 0; image < 10; image++) {
      for (int round = 0; round < 10; round++) {
        List<ViewPair> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          order.add(schedule.pair(image, round * 6L + i));
        }
        orders.add(order);
      }
    }
    assertThat(orders).hasSizeGreaterThan(95);
  }

  @Test
  void theSameSeedImageAndEpochGiveTheSamePair() {
    assertThat(new PairSchedule(5, 8).pair(123, 456))
        .isEqualTo(new PairSchedule(5, 8).pair(123, 456));
  }

  /** Fixed: another walk would make old runs go on with other pairs. */
  @Test
  void theWalkOfAnImageStaysWhatItIs() {
    PairSchedule schedule = new PairSchedule(0, 4);
    List<ViewPair> walk = new ArrayList<>();
    for (int epoch = 0; epoch < 6; epoch++) {
      walk.add(schedule.pair(0, epoch));
    }
    assertThat(walk)
        .containsExactly(
            new ViewPair(1, 2),
            new ViewPair(2, 0),
            new ViewPair(0, 1),
            new ViewPair(3, 0),
            new ViewPair(2, 3),
            new ViewPair(3, 1));
  }

  @Test
  void oneViewMakesNoPair() {
    assertThatThrownBy(() -> new PairSchedule(0, 1))
        .hasMessage("views per image must be at least 2, but was: 1");
  }
}
