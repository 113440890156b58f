package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTest {
  @Test
  void imagenetRecipeHasThePapersValues() {
    Recipe recipe = Recipes.named("simclr-imagenet");

    assertThat(recipe.crop()).contains(new CropRange(0.08, 1, 3.0 / 4, 4.0 / 3));
    assertThat(recipe.interpolation()).isEqualTo(Interpolation.BICUBIC);
    assertThat(recipe.flipProbability()).isEqualTo(0.5);
    assertThat(recipe.jitter()).contains(new JitterRange(0.8, 0.8, 0.8, 0.8, 0.2));
    assertThat(recipe.grayProbability()).isEqualTo(0.2);
    assertThat(recipe.blur()).contains(new BlurRange(0.5, 0.1, 2, 0.1));
  }

  @Test
  void cifarRecipeHasHalfTheJitterAndNoBlur() {
    Recipe recipe = Recipes.named("simclr-cifar10");

    assertThat(recipe.jitter()).contains(new JitterRange(0.8, 0.4, 0.4, 0.4, 0.1));
    assertThat(recipe.blur()).isEmpty();
    assertThat(recipe.withName("simclr-imagenet").withJitter(JitterRange.ofStrength(1)))
        .isEqualTo(Recipes.named("simclr-imagenet").withoutBlur());
  }

  @Test
  void fashionMnistRecipeChangesShapeAndBrightnessOnly() {
    assertThat(Recipes.named("fashion-mnist").describe())
        .isEqualTo(
            "fashion-mnist: crop area 0.5-1 aspect 0.75-1.3333 bilinear, flip p 0.5, jitter p 0.8"
                + " brightness 0.8 contrast 0.8 saturation 0 hue 0, no gray, no blur");
  }

  @Test
  void photographsAreAugmentedAsImagenet() {
    assertThat(Recipes.named("photographs").withName("simclr-imagenet"))
        .isEqualTo(Recipes.named("simclr-imagenet"));
  }

  @Test
  void noneDoesNothing() {
    assertThat(Recipes.named("none")).isEqualTo(Recipes.none());
    assertThat(Recipes.none())
        .hasToString("none: centre crop bilinear, no flip, no jitter, no gray, no blur");
  }

  @Test
  void everyNameIsARecipeOfThatName() {
    assertThat(Recipes.names())
        .startsWith("simclr-imagenet", "simclr-cifar10", "fashion-mnist", "photographs", "none")
        .contains("google-imagenet", "stable-pretraining-cifar10")
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(Recipes.named(name).name()).isEqualTo(name));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> Recipes.named("simclr-imagnet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "recipe must be one of [simclr-imagenet, simclr-cifar10, fashion-mnist, photographs,"
                + " none, google-imagenet,")
        .hasMessageEndingWith("], but was: simclr-imagnet (presets)");
  }

  /** The augmentation table of the published systems, row by row. */
  @ParameterizedTest
  @CsvSource({
    "google-imagenet,            0.08, BICUBIC,  0.8, 0.8, 0.2, 0.2, 0.5",
    "google-cifar10,             0.08, BICUBIC,  0.4, 0.4, 0.1, 0.2, 0",
    "lightly-imagenet,           0.08, BILINEAR, 0.8, 0.8, 0.2, 0.2, 0.5",
    "lightly-cifar10,            0.08, BILINEAR, 0.4, 0.4, 0.1, 0.2, 0",
    "solo-cifar10,               0.08, BICUBIC,  0.8, 0.8, 0.2, 0.2, 0.5",
    "solo-imagenet100,           0.08, BICUBIC,  0.8, 0.8, 0.2, 0.2, 0.5",
    "dkobak-cifar10,             0.2,  BILINEAR, 0.4, 0.4, 0.1, 0.1, 0",
    "htdt-cifar10,               0.2,  BICUBIC,  0.4, 0.4, 0.1, 0.1, 0",
    "atanov-cifar10,             0.08, BICUBIC,  0.4, 0.4, 0.1, 0.2, 0",
    "supcontrast-cifar10,        0.2,  BILINEAR, 0.4, 0.4, 0.1, 0.2, 0",
    "vissl-imagenet,             0.08, BILINEAR, 0.8, 0.8, 0.2, 0.2, 0.5",
    "sthalles-cifar10,           0.08, BILINEAR, 0.8, 0.8, 0.2, 0.2, 1",
    "spijkervet-stl10,           0.08, BILINEAR, 0.8, 0.8, 0.2, 0.2, 0",
    "leftthomas-cifar10,         0.08, BILINEAR, 0.4, 0.4, 0.1, 0.2, 0",
    "stable-pretraining-cifar10, 0.08, BILINEAR, 0.4, 0.2, 0.1, 0.2, 0",
  })
  void publishedRecipesHaveTheValuesOfTheirSources(
      String name,
      double minArea,
      Interpolation interpolation,
      double brightness,
      double saturation,
      double hue,
      double gray,
      double blur) {
    Recipe recipe = Recipes.named(name);
    assertThat(recipe.crop()).contains(CropRange.ofArea(minArea, 1));
    assertThat(recipe.interpolation()).isEqualTo(interpolation);
    JitterRange jitter = recipe.jitter().orElseThrow();
    assertThat(jitter).isEqualTo(new JitterRange(0.8, brightness, brightness, saturation, hue));
    assertThat(recipe.flipProbability()).isEqualTo(0.5);
    assertThat(recipe.grayProbability()).isEqualTo(gray);
    assertThat(recipe.blur().map(BlurRange::probability).orElse(0.0)).isEqualTo(blur);
  }
}
