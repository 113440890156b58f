package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      StepMetrics exact = new StepMetrics(i, 1, random.nextDouble(), 1);
      assertThat(StepMetrics.parse(exact.line())).isEqualTo(exact);
    }
  }

  @Test
  void figuresThatWereComputedFollowInTheirOrder() {
    StepMetrics all =
        new StepMetrics(
            7,
            1,
            2f,
            0.5,
            OptionalDouble.of(0.1),
            OptionalDouble.of(12.5),
            OptionalDouble.of(0.75),
            OptionalDouble.of(1));
    assertThat(all.line())
        .isEqualTo(
            "{\"step\":7,\"epoch\":1,\"loss\":2,\"learningRate\":0.5,\"temperature\":0.1"
                + ",\"gradientNorm\":12.5,\"contrastiveTop1\":0.75,\"contrastiveTop5\":1}");
    assertThat(StepMetrics.parse(all.line())).isEqualTo(all);
    StepMetrics one =
        new StepMetrics(
            7,
            1,
            2f,
            0.5,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(0.25),
            OptionalDouble.empty());
    assertThat(one.line()).endsWith(",\"learningRate\":0.5,\"contrastiveTop1\":0.25}");
    assertThat(StepMetrics.parse(one.line())).isEqualTo(one);
  }

  @Test
  void figuresThatAreNotFiniteAreLeftOut() {
    StepMetrics overflown =
        new StepMetrics(
            7,
            1,
            2f,
            0.5,
            OptionalDouble.of(0.1),
            OptionalDouble.of(Double.POSITIVE_INFINITY),
            OptionalDouble.of(Double.NaN),
            OptionalDouble.empty());
    assertThat(overflown.line()).endsWith(",\"temperature\":0.1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"step\":1",
        "{\"step\":1,\"epoch\":0,\"loss\":x,\"learningRate\":0}",
        "{\"step\":1,\"epoch\":0,\"loss\":1,\"learningRate\":0,\"other\":1}",
        "{\"step\":1,\"epoch\":0,\"loss\":1,\"learningRate\":0,\"gradientNorm\":}",
        "{\"step\":1,\"epoch\":0,\"loss\":1,\"learningRate\":0,\"gradientNorm\":1,\"temperature\":1}",
        "{\"step\":99999999999999999999,\"epoch\":0,\"loss\":1,\"learningRate\":0}"
      })
  void anotherLineIsRefused(String line) {
    assertThatThrownBy(() -> StepMetrics.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a line of metrics: " + line);
  }
}
