package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.beam.RecordCost;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ForecastTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  /** 5 seconds to start, in which two cores are busy for 8, 15 ms a chunk, 150 us an image. */
  private static final BeamCost BEAM = new BeamCost(5, 8, 15e-3, 15e-5);

  /** Of four images looked at, three can be used: 100, 200 and 300 bytes, 10, 20 and 30 ms. */
  private static final Measurement MEASUREMENT =
      new Measurement(
          4,
          150,
          List.of(
              new RecordCost(100, 0.002, 0.005, 0.003),
              new RecordCost(200, 0.004, 0.010, 0.006),
              new RecordCost(300, 0.006, 0.015, 0.009)),
          List.of(
              new Measurement.Point(3, 0.56),
              new Measurement.Point(6, 0.92),
              new Measurement.Point(9, 1.18)));

  @Test
  void meansAreOfTheImagesThatCanBeUsed() {
    assertThat(MEASUREMENT.usable()).isEqualTo(0.75);
    assertThat(MEASUREMENT.meanBytes()).isEqualTo(200);
    RecordCost mean = MEASUREMENT.mean();
    assertThat(mean.readSeconds()).isEqualTo(0.004, EXACTLY);
    assertThat(mean.augmentSeconds()).isEqualTo(0.010, EXACTLY);
    assertThat(mean.encodeSeconds()).isEqualTo(0.006, EXACTLY);
    assertThat(mean.seconds()).isEqualTo(0.020, EXACTLY);
  }

  @Test
  void warmUpIsWhatWasSpentBeyondTheLongRunUpToAsManyImages() {
    // 0.56 - 3 x 0.02, 0.92 - 6 x 0.02, 1.18 - 9 x 0.02.
    assertThat(MEASUREMENT.warmUpSeconds(2)).isEqualTo(0.5, EXACTLY);
    assertThat(MEASUREMENT.warmUpSeconds(3)).isEqualTo(0.5, EXACTLY);
    assertThat(MEASUREMENT.warmUpSeconds(4)).isEqualTo(0.8, EXACTLY);
    assertThat(MEASUREMENT.warmUpSeconds(1_000_000)).isEqualTo(1.0, EXACTLY);
  }

  @Test
  void aRunIsItsImagesTimesWhatOneTakes() {
    Forecast forecast = Forecast.of(400_000, true, 7, 70, 2, MEASUREMENT, BEAM);
    assertThat(forecast.records()).isEqualTo(300_000);
    assertThat(forecast.bytes()).isEqualTo(60_000_000);
    assertThat(forecast.cpuSeconds()).isEqualTo(6_000, within(1e-6));
    assertThat(forecast.warmUpSeconds()).isEqualTo(1, EXACTLY);
  }

  @Test
  void theTimeHereIsStartAndWarmUpAndWorkOverTheCores() {
    Forecast forecast = new Forecast(1_000_000, true, 1_000_000, 8, 2, 800, 1_200, 4, 32, BEAM);
    assertThat(forecast.wallSeconds(1)).isEqualTo(5 + 4 + .48 + 150 + 1_200, EXACTLY);
    assertThat(forecast.wallSeconds(4)).isEqualTo(5 + (4 + .48 + 150) / 4 + 300, EXACTLY);
    assertThat(forecast.coreHours()).isEqualTo((8 + 4 + .48 + 150 + 1_200) / 3_600, EXACTLY);
  }

  @Test
  void coresBeyondTheChunksHaveNoViewsToMake() {
    Forecast forecast = new Forecast(0, true, 0, 1, 2, 800, 1_200, 0, 3, BEAM);
    assertThat(forecast.wallSeconds(8)).isEqualTo(5 + 3 * 15e-3 / 8 + 1_200 / 3.0, EXACTLY);
  }

  @Test
  void theFiguresAreThoseOfARun() {
    Forecast forecast = new Forecast(100, true, 90, 1, 2, 800, 0, 0, 3, BEAM);
    double seconds = forecast.wallSeconds(2);
    assertThat(forecast.figures(2))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "images",
                90.0,
                "bytes",
                800.0,
                "seconds",
                seconds,
                "images per second",
                100 / seconds,
                "views per second",
                180 / seconds));
  }

  @Test
  void noImagesAndNoUsableOnesMakeNothing() {
    Measurement none = new Measurement(0, Double.NaN, List.of(), List.of());
    Forecast forecast = Forecast.of(0, true, 0, 0, 2, none, BEAM);
    assertThat(forecast.records()).isZero();
    assertThat(forecast.bytes()).isZero();
    assertThat(forecast.cpuSeconds()).isZero();
    Measurement bad = new Measurement(5, Double.NaN, List.of(), List.of());
    assertThat(Forecast.of(10, true, 1, 1, 2, bad, BEAM).records()).isZero();
  }
}
