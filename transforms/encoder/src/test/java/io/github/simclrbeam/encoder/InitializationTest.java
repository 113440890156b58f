package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class InitializationTest {
  @Test
  void initialWeightsOfASeedAreTheSameOnEveryMachine() {
    try (SimClrModel model = SmallModel.create(7)) {
      assertThat(model.encoderDigest())
          .isEqualTo("9e3b289c9e6121c72ac74ee20f2a15dba1d289882a6e72831dd9d125ece8eff6");
    }
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    try (SimClrModel one = SmallModel.create(1);
        SimClrModel same = SmallModel.create(1);
        SimClrModel other = SmallModel.create(2)) {
      assertThat(one.encoderDigest())
          .isEqualTo(same.encoderDigest())
          .isNotEqualTo(other.encoderDigest());
    }
  }

  @Test
  void convolutionsAreNormalWithTheVarianceOfTheirFanOut() {
    float[] values = Initialization.values("w", TensorKind.WEIGHT, new long[] {64, 32, 3, 3}, 0, 5);
    double deviation = Math.sqrt(2.0 / (64 * 9));
    assertThat(mean(values)).isCloseTo(0, within(0.02 * deviation));
    assertThat(deviation(values)).isCloseTo(deviation, within(0.02 * deviation));
    long beyondTwo = 0;
    for (float value : values) {
      beyondTwo += Math.abs(value) > 2 * deviation ? 1 : 0;
    }
    assertThat(beyondTwo / (double) values.length).isCloseTo(0.0455, within(0.005));
  }

  @Test
  void linearLayersAreUniformWithinTheRootOfTheirFanIn() {
    float[] values = Initialization.values("w", TensorKind.WEIGHT, new long[] {64, 100}, 100, 5);
    float[] bias = Initialization.values("b", TensorKind.BIAS, new long[] {640}, 100, 5);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isBetween(-0.1f, 0.1f);
      assertThat(bias[i % bias.length]).isBetween(-0.1f, 0.1f);
    }
    assertThat(deviation(values)).isCloseTo(0.1 / Math.sqrt(3), within(0.002));
  }

  @Test
  void normalizationStartsAsTheIdentity() {
    long[] three = {3};
    assertThat(Initialization.values("s", TensorKind.SCALE, three, 0, 1)).containsOnly(1);
    assertThat(Initialization.values("b", TensorKind.SHIFT, three, 0, 1)).containsOnly(0);
    assertThat(Initialization.values("m", TensorKind.RUNNING_MEAN, three, 0, 1)).containsOnly(0);
    assertThat(Initialization.values("v", TensorKind.RUNNING_VARIANCE, three, 0, 1))
        .containsOnly(1);
  }

  @Test
  void tensorsOfOneSeedAreUnlike() {
    WeightRandom one = new WeightRandom(3, "encoder.conv1.weight");
    WeightRandom other = new WeightRandom(3, "encoder.conv2.weight");
    assertThat(one.normal()).isNotEqualTo(other.normal());
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
