package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
  private static final Recipe RECIPE = Recipes.named("simclr-imagenet");

  @Test
  void everyOverrideChangesItsValueAndNoOther() {
    CropRange crop = CropRange.ofArea(0.3, 0.9);
    JitterRange jitter = JitterRange.ofStrength(0.25);
    BlurRange blur = new BlurRange(0.1, 1, 3, 0.2);
    Recipe all =
        RECIPE
            .withName("mine")
            .withCrop(crop)
            .withFlipProbability(0.1)
            .withJitter(jitter)
            .withGrayProbability(0.3)
            .withBlur(blur)
            .withInterpolation(Interpolation.BILINEAR);

    assertThat(all.name()).isEqualTo("mine");
    assertThat(all.crop()).contains(crop);
    assertThat(all.flipProbability()).isEqualTo(0.1);
    assertThat(all.jitter()).contains(jitter);
    assertThat(all.grayProbability()).isEqualTo(0.3);
    assertThat(all.blur()).contains(blur);
    assertThat(all.interpolation()).isEqualTo(Interpolation.BILINEAR);
    assertThat(all.withoutCrop().withoutJitter().withoutBlur().describe())
        .isEqualTo("mine: centre crop bilinear, flip p 0.1, no jitter, gray p 0.3, no blur");
    assertThat(RECIPE).isEqualTo(Recipes.named("simclr-imagenet"));
  }

  @Test
  void printsEveryValue() {
    assertThat(RECIPE)
        .hasToString(
            "simclr-imagenet: crop area 0.08-1 aspect 0.75-1.3333 bicubic, flip p 0.5, jitter p"
                + " 0.8 brightness 0.8 contrast 0.8 saturation 0.8 hue 0.2, gray p 0.2, blur p 0.5"
                + " sigma 0.1-2 kernel 0.1 of the height");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongValues")
  void aWrongValueIsRefusedWithItsRange(String message, ThrowingCallable construction) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong("maxArea must be in (0, 1], but was: 1.5 (crop)", () -> CropRange.ofArea(0.1, 1.5)),
        wrong("minArea must be in (0, 1], but was: 0 (crop)", () -> CropRange.ofArea(0, 1)),
        wrong("minArea must be in (0, 0.5], but was: 0.6 (crop)", () -> CropRange.ofArea(0.6, 0.5)),
        wrong(
            "minArea must be in (0, 1], but was: NaN (crop)",
            () -> CropRange.ofArea(Double.NaN, 1)),
        wrong("minAspect must be in (0, 1], but was: 2 (crop)", () -> new CropRange(0.1, 1, 2, 1)),
        wrong(
            "maxAspect must be finite and above 0, but was: Infinity (crop)",
            () -> new CropRange(0.1, 1, 1, Double.POSITIVE_INFINITY)),
        wrong(
            "probability must be in [0, 1], but was: 1.1 (jitter)",
            () -> new JitterRange(1.1, 0, 0, 0, 0)),
        wrong(
            "brightness must be finite and at least 0, but was: -0.1 (jitter)",
            () -> new JitterRange(1, -0.1, 0, 0, 0)),
        wrong(
            "hue must be in [0, 0.5], but was: 0.6 (jitter)",
            () -> new JitterRange(1, 0, 0, 0, 0.6)),
        wrong("strength must be in [0, 2.5], but was: 3 (jitter)", () -> JitterRange.ofStrength(3)),
        wrong("minSigma must be in (0, 2], but was: 0 (blur)", () -> new BlurRange(1, 0, 2, 0.1)),
        wrong("kernelShare must be in (0, 1], but was: 0 (blur)", () -> new BlurRange(1, 1, 2, 0)),
        wrong(
            "flipProbability must be in [0, 1], but was: -1 (recipe simclr-imagenet)",
            () -> RECIPE.withFlipProbability(-1)),
        wrong(
            "grayProbability must be in [0, 1], but was: 2 (recipe simclr-imagenet)",
            () -> RECIPE.withGrayProbability(2)),
        wrong("name must be a word, but was: ' ' (recipe)", () -> RECIPE.withName(" ")));
  }

  private static Arguments wrong(String message, ThrowingCallable construction) {
    return Arguments.of(message, construction);
  }
}
