package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClassNamesTest {
  @Test
  void labelsAreMatchedByNameNotByOrder() {
    FeatureSet train = set(List.of("cat", "dog", "owl"), 0, 1, 2);
    FeatureSet test = set(List.of("owl", "cat"), 0, 1, 1);
    ClassNames names = ClassNames.of(train, Optional.of(test));
    assertThat(names.names()).containsExactly("cat", "dog", "owl");
    assertThat(names.classesOf(train)).containsExactly(0, 1, 2);
    assertThat(names.classesOf(test)).containsExactly(2, 0, 0);
  }

  @Test
  void namesOfTestAloneComeLast() {
    ClassNames names =
        ClassNames.of(set(List.of("cat"), 0), Optional.of(set(List.of("ant", "cat"), 0, 1, -1)));
    assertThat(names.names()).containsExactly("cat", "ant");
    assertThat(names.classesOf(set(List.of("ant", "cat"), 0, 1, -1))).containsExactly(1, 0, -1);
  }

  @Test
  void labelsWithoutNamesAreCalledByTheirNumber() {
    ClassNames names =
        ClassNames.of(set(List.of(), 5, 0, 2, -1), Optional.of(set(List.of(), 2, 7)));
    assertThat(names.names()).containsExactly("0", "2", "5", "7");
    assertThat(names.classesOf(set(List.of(), 7, 0))).containsExactly(3, 0);
  }

  @Test
  void aSideWithoutNamesTakesTheOthers() {
    FeatureSet test = set(List.of(), 1, 0);
    ClassNames names = ClassNames.of(set(List.of("cat", "dog"), 0, 1), Optional.of(test));
    assertThat(names.names()).containsExactly("cat", "dog");
    assertThat(names.classesOf(test)).containsExactly(1, 0);
  }

  private static FeatureSet set(List<String> names, int... labels) {
    return FeatureSet.of(Clusters.table("x", new float[labels.length][1], labels), names);
  }
}
