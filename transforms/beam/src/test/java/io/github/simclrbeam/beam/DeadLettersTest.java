package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {
  @ParameterizedTest
  @CsvSource({
    "29, 100, 0.29, false",
    "30, 100, 0.29, true",
    "0, 0, 0, false",
    "1, 1000000, 0, true",
    "5, 5, 1, false",
  })
  void theShareThatIsAllowedIsAllowed(long bad, long images, double fraction, boolean tooMany) {
    assertThat(DeadLetters.areTooMany(bad, images, fraction)).isEqualTo(tooMany);
  }

  @Test
  void ofEveryShareInThousandthsJustOneMoreIsTooMany() {
    for (int bad = 0; bad < 1000; bad++) {
      double fraction = Double.parseDouble("0.%03d".formatted(bad));
      assertThat(DeadLetters.areTooMany(bad, 1000, fraction)).as("%d of 1000", bad).isFalse();
      assertThat(DeadLetters.areTooMany(bad + 1, 1000, fraction)).isTrue();
    }
  }
}
