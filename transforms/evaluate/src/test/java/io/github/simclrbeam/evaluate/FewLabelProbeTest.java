package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FewLabelProbeTest {
  private static final int[] CLASSES = new int[90];

  static {
    for (int i = 0; i < CLASSES.length; i++) {
      CLASSES[i] = i % 4 == 3 ? -1 : i % 4;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void eachDrawHoldsAsManyImagesOfEveryClass(long seed) {
    for (int[] draw : new FewLabelProbe(ids(), CLASSES, 6, 5, seed).draws()) {
      int[] counts = new int[3];
      for (int row : draw) {
        counts[CLASSES[row]]++;
      }
      assertThat(counts).containsExactly(6, 6, 6);
      assertThat(draw).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void drawsAreOfImageIdsWhateverTheOrderOfTheRows(long seed) {
    List<String> ids = ids();
    int[] order = SeededOrder.indices(90);
    SeededOrder.shuffle(order, new SplittableRandom(seed));
    List<String> otherIds = new ArrayList<>();
    int[] otherClasses = new int[90];
    for (int i = 0; i < 90; i++) {
      otherIds.add(ids.get(order[i]));
      otherClasses[i] = CLASSES[order[i]];
    }
    FewLabelProbe one = new FewLabelProbe(ids, CLASSES, 6, 3, seed);
    FewLabelProbe other = new FewLabelProbe(otherIds, otherClasses, 6, 3, seed);
    for (int draw = 0; draw < 3; draw++) {
      assertThat(drawn(otherIds, other.draws().get(draw)))
          .isEqualTo(drawn(ids, one.draws().get(draw)));
    }
    assertThat(drawn(ids, one.draws().get(0))).isNotEqualTo(drawn(ids, one.draws().get(1)));
  }

  @Test
  void aClassWithTooFewImagesMakesASettingImpossible() {
    assertThat(FewLabelProbe.possible(new int[] {0, 0, 1, 1, -1}, 2)).isTrue();
    assertThat(FewLabelProbe.possible(new int[] {0, 0, 1, 1, -1}, 3)).isFalse();
    assertThat(FewLabelProbe.possible(new int[] {0, 0, 2, 2}, 2)).isTrue();
    assertThat(FewLabelProbe.possible(new int[] {0, 0, 0}, 2)).isFalse();
    assertThat(FewLabelProbe.possible(new int[] {-1, -1}, 2)).isFalse();
    assertThat(FewLabelProbe.possible(new int[0], 2)).isFalse();
  }

  @Test
  void moreLabelsAreWorthMoreOnOverlappingClouds() {
    FeatureTable train = Clusters.of("a", 600, 3, 20, 2.5, 8);
    FeatureTable test = Clusters.of("b", 600, 3, 20, 2.5, 8);
    assertThat(meanTop1(train, test, 50)).isGreaterThan(meanTop1(train, test, 3) + 0.05);
  }

  private static double meanTop1(FeatureTable train, FeatureTable test, int perClass) {
    int[] classes = Clusters.labels(train);
    Standardization standardization = Standardization.fit(train);
    FewLabelProbe few = new FewLabelProbe(train.ids(), classes, perClass, 4, 1);
    try (Matrix rows =
        Matrix.standardized(test, SeededOrder.indices(test.size()), standardization)) {
      return Spread.of(few.top1(train, standardization, rows, Clusters.labels(test))).mean();
    }
  }

  private static List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      ids.add("image-" + i);
    }
    return ids;
  }

  private static Set<String> drawn(List<String> ids, int[] rows) {
    Set<String> drawn = new TreeSet<>();
    for (int row : rows) {
      drawn.add(ids.get(row));
    }
    return drawn;
  }
}
