package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelNumbersTest {
  @Test
  void namesAreNumberedInTheirOrder() {
    assertThat(LabelNumbers.of(List.of("dog", "cat", "dog", "Ant")))
        .containsExactly("Ant", "cat", "dog");
  }

  @Test
  void numbersAreTheirOwnSoThatATestSetWithFewerClassesAgrees() {
    List<String> train = LabelNumbers.of(List.of("3", "9", "7"));
    List<String> test = LabelNumbers.of(List.of("7", "9"));
    assertThat(train).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(test).isEqualTo(train);
  }

  @Test
  void tenFollowsNine() {
    assertThat(LabelNumbers.of(List.of("10", "9", "2", "1")).indexOf("10")).isEqualTo(10);
  }

  @Test
  void imagesWithoutALabelCountForNothing() {
    assertThat(LabelNumbers.of(List.of("", "1", ""))).containsExactly("0", "1");
    assertThat(LabelNumbers.of(List.of("", ""))).isEmpty();
    assertThat(LabelNumbers.of(List.of())).isEmpty();
  }

  @Test
  void whatIsNotWrittenLikeANumberIsAName() {
    assertThat(LabelNumbers.of(List.of("007", "1"))).containsExactly("007", "1");
    assertThat(LabelNumbers.of(List.of("1", "cat", "10", "9")))
        .containsExactly("1", "10", "9", "cat");
    for (String name : List.of("-1", "+1", "1.0", "1e3", " 1", "00", "٣")) {
      assertThat(LabelNumbers.of(List.of(name, "2"))).as(name).hasSize(2);
    }
  }

  @Test
  void numbersGoUpToTenThousand() {
    assertThat(LabelNumbers.of(List.of("9999"))).hasSize(10_000).endsWith("9999");
    assertThat(LabelNumbers.of(List.of("10000", "3"))).containsExactly("10000", "3");
    assertThat(LabelNumbers.of(List.of("12345678901234567890"))).hasSize(1);
  }
}
