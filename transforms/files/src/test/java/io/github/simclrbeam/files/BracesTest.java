package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BracesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs://b/x.jpg | gs://b/x.jpg",
        "{a,b}/*.jpg | a/*.jpg b/*.jpg",
        "x{a,b}{1,2} | xa1 xa2 xb1 xb2",
        "{a,b{1,2}}c | ac b1c b2c",
        "x{,y} | x xy",
        "{a} | a",
        "{train,test}/{cat,dog}/*.{jpg,png} | train/cat/*.jpg train/cat/*.png train/dog/*.jpg"
            + " train/dog/*.png test/cat/*.jpg test/cat/*.png test/dog/*.jpg test/dog/*.png",
      })
  void alternativesAreWrittenOut(String spec, String expanded) {
    assertThat(Braces.expand(spec)).isEqualTo(List.of(expanded.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a,b", "x{a,{b}", "{"})
  void openBraceIsRefused(String spec) {
    assertThatThrownBy(() -> Braces.expand(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'{' without '}' in " + spec);
  }

  @Test
  void closingBraceAloneIsACharacter() {
    assertThat(Braces.expand("a}b")).containsExactly("a}b");
  }

  @Test
  void aRangeOfNumbersIsAsWideAsItsFirst() {
    assertThat(Braces.expand("d-{0008..0011}.tar"))
        .containsExactly("d-0008.tar", "d-0009.tar", "d-0010.tar", "d-0011.tar");
    assertThat(Braces.expand("{9..10}")).containsExactly("9", "10");
    assertThat(Braces.expand("{a..c}")).containsExactly("a..c");
    assertThatThrownBy(() -> Braces.expand("{5..4}"))
        .hasMessage("a range must ascend over at most 100000 numbers, but was: {5..4}");
  }
}
