package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({"0.85149, 85.1%", "0, 0.0%", "1, 100.0%", "0.00049, 0.0%", "0.0005, 0.1%"})
  void aShareIsPerCentWithOneDecimal(double share, String words) {
    assertThat(Words.percent(share)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.2", "1, 1", "0.0001, 0.0001", "256, 256", "1e-7, 0.0000001", "2.50, 2.5"})
  void numbersAreWrittenAsPeopleDo(double number, String words) {
    assertThat(Words.plain(number)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0.00031622776601683794, 0.000316", "0.001, 0.001", "31.6227, 31.6", "0, 0"})
  void longNumbersAreRoundedToThreeDigits(double number, String words) {
    assertThat(Words.rounded(number)).isEqualTo(words);
  }

  @Test
  void differencesAreInPoints() {
    assertThat(Words.points(0.0241)).isEqualTo("2.4 points");
    assertThat(Words.points(-0.01)).isEqualTo("1.0 point");
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Words.decimal(-0.0001, 2)).isEqualTo("0.00");
    assertThat(Words.decimal(-0.4, 0)).isEqualTo("0");
    assertThat(Words.decimal(-0.6, 0)).isEqualTo("-1");
  }

  @Test
  void listsEndWithAnd() {
    assertThat(Words.list(List.of())).isEmpty();
    assertThat(Words.list(List.of("a"))).isEqualTo("a");
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test
  void sentencesStartAndEndAsSuch() {
    assertThat(Words.sentence("no test images were given")).isEqualTo("No test images were given.");
    assertThat(Words.sentence("")).isEmpty();
  }

  @Test
  void labelsWithoutANameAreNumbers() {
    assertThat(Words.label(Cards.ahead().build(), 3)).isEqualTo("Dress");
    assertThat(Words.label(Cards.ahead().build(), 12)).isEqualTo("12");
    assertThat(Words.label(Cards.ahead().build(), -1)).isEqualTo("no label");
  }
}
