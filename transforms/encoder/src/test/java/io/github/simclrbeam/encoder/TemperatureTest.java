package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemperatureTest {
  /** From 1 to 0.1 and back in 400 steps. */
  private static final Temperature WAVE = new Temperature(1, 0.1, 400);

  @ParameterizedTest
  @CsvSource({"0, 1", "100, 0.55", "200, 0.1", "300, 0.55", "400, 1", "600, 0.1", "50, 0.868198"})
  void temperatureSwingsByACosine(long step, double expected) {
    // Step 50: 0.1 + 0.9 (1 + cos(pi / 4)) / 2.
    assertThat(WAVE.valueAt(step)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void constantTemperatureIsThatNumberExactly() {
    assertThat(Temperature.constant(0.07).valueAt(0)).isEqualTo(0.07);
    assertThat(Temperature.constant(0.07).valueAt(123_456)).isEqualTo(0.07);
  }

  @Test
  void senselessTemperaturesAreRefused() {
    assertThatThrownBy(() -> Temperature.constant(0))
        .hasMessage("temperature must be above 0, but was: 0.0");
    assertThatThrownBy(() -> new Temperature(0.1, 1, 0))
        .hasMessage(
            "lowest temperature must be above 0 and at most 0.1, but was: 1.0;"
                + " temperature period must be above 0, but was: 0.0");
  }
}
