package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {
  /** 50,000 images, batches of 512, 100 epochs, 10 of them warm-up. */
  private static final Schedule GOLDEN = new Schedule(Schedule.scaled(1, 512), 976, 9766);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0.00204918",
    "975, 1.99795082",
    "976, 2.0",
    "4883, 1.17353085",
    "9765, 6.39e-8"
  })
  void ratesAreThePublishedOnes(long step, double expected) {
    assertThat(GOLDEN.valueAt(step)).isCloseTo(expected, within(1e-8));
  }

  @Test
  void theRateIsTheBaseExactlyWhenWarmUpEnds() {
    assertThat(GOLDEN.valueAt(976)).isEqualTo(2.0);
    assertThat(new Schedule(0.6, 10, 100).valueAt(10)).isEqualTo(0.6);
  }

  @Test
  void theLastRateHasNoFloorAndStaysAtTheEnd() {
    assertThat(GOLDEN.valueAt(9765)).isLessThan(1e-6);
    assertThat(GOLDEN.valueAt(9766)).isZero();
    assertThat(GOLDEN.valueAt(1_000_000)).isZero();
  }

  @ParameterizedTest(name = "warm-up {0} of {1} steps")
  @CsvSource({"0, 10", "10, 10", "20, 10", "0, 1", "1, 1"})
  void everyRateIsFiniteAndWithinTheBase(long warmUp, long total) {
    Schedule schedule = new Schedule(0.5, warmUp, total);
    for (long step = 0; step < total; step++) {
      assertThat(schedule.valueAt(step)).isBetween(0.0, 0.5);
    }
  }

  @Test
  void withoutWarmUpTheFirstRateIsTheBase() {
    assertThat(new Schedule(0.5, 0, 1).valueAt(0)).isEqualTo(0.5);
  }

  @Test
  void rateForOtherBatchesGrowsLinearly() {
    assertThat(Schedule.scaled(0.3, 4096)).isCloseTo(4.8, within(1e-12));
    assertThat(Schedule.scaled(0.3, 256)).isEqualTo(0.3);
  }

  @Test
  void senselessValuesAreRefused() {
    assertThatThrownBy(() -> new Schedule(-1, 0, 1))
        .hasMessage("learning rate must be at least 0, but was: -1.0");
    assertThatThrownBy(() -> new Schedule(Double.NaN, 0, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Schedule(1, -1, 1))
        .hasMessage("warm-up steps must be at least 0, but was: -1");
    assertThatThrownBy(() -> new Schedule(1, 0, 0))
        .hasMessage("total steps must be at least 1, but was: 0");
    assertThatThrownBy(() -> GOLDEN.valueAt(-1)).hasMessage("step must be at least 0, but was: -1");
  }
}
