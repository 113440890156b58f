package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PixelStatisticsTest {
  @Test
  void coloursHaveAMeanAndADeviationEach() {
    assertThat(PixelStatistics.named("imagenet", 3))
        .isEqualTo(new PixelStatistics(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
    assertThat(PixelStatistics.named("none", 3))
        .isEqualTo(new PixelStatistics(List.of(), List.of()));
  }

  /** (.485 + .456 + .406) / 3 and (.229 + .224 + .225) / 3. */
  @Test
  void grayTakesTheMeanOverTheThree() {
    PixelStatistics gray = PixelStatistics.named("imagenet", 1);
    assertThat(gray.mean())
        .singleElement()
        .satisfies(m -> assertThat(m).isEqualTo(0.449, within(1e-12)));
    assertThat(gray.std())
        .singleElement()
        .satisfies(s -> assertThat(s).isEqualTo(0.226, within(1e-12)));
  }

  @Test
  void anotherNameIsRefused() {
    assertThatThrownBy(() -> PixelStatistics.named("mnist", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no pixel statistics are called mnist");
  }
}
