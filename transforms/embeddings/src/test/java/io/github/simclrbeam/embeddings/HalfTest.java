package io.github.simclrbeam.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {
  @ParameterizedTest
  @CsvSource({
    "0000, 0.0",
    "8000, -0.0",
    "3c00, 1.0",
    "c000, -2.0",
    "7bff, 65504.0",
    "0001, 5.9604645E-8",
    "03ff, 6.097555E-5",
    "0400, 6.1035156E-5",
    "3555, 0.33325195",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN",
  })
  void bitsAreTheNumberOfTheStandard(String hex, float number) {
    assertThat(Float.valueOf(Half.toFloat(Integer.parseInt(hex, 16))))
        .isEqualTo(Float.valueOf(number));
  }
}
