package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
        .containsExactly(
            "simclr-imagenet", "simclr-cifar10", "fashion-mnist", "photographs", "none")
        .allSatisfy(name -> assertThat(Recipes.named(name).name()).isEqualTo(name));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> Recipes.named("simclr-imagnet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "recipe must be one of [simclr-imagenet, simclr-cifar10, fashion-mnist, photographs,"
                + " none], but was: simclr-imagnet (presets)");
  }
}
