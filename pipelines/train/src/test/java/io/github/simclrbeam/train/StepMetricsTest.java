package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StepMetricsTest {
  @Test
  void aLineIsJsonWithFixedFormatting() {
    assertThat(new StepMetrics(0, 0, 5.5f, 0.0).line())
        .isEqualTo("{\"step\":0,\"epoch\":0,\"loss\":5.5,\"learningRate\":0}");
    assertThat(new StepMetrics(9765, 99, 0.1f, 6.39e-8).line())
        .isEqualTo("{\"step\":9765,\"epoch\":99,\"loss\":0.100000001,\"learningRate\":6.39E-8}");
  }

  @Test
  void aLossIsReadBackBitForBit() {
    SplittableRandom random = new SplittableRandom(Long.getLong("test.seed", 1));
    for (int i = 0; i < 10_000; i++) {
      StepMetrics metrics =
          new StepMetrics(i, 1, Float.intBitsToFloat(random.nextInt(0x7f800000)), 1);
      assertThat(StepMetrics.parse(metrics.line())).isEqualTo(metrics);
    }
  }

  @Test
  void anotherLineIsRefused() {
    assertThatThrownBy(() -> StepMetrics.parse("{\"step\":1"))
        .hasMessage("not a line of metrics: {\"step\":1");
  }
}
