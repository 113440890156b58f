package io.github.simclrbeam.augment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The presets: our own, then those of {@link PublishedRecipes}. Values of the first two: Chen et
 * al. 2020, appendices A and B.9, and google-research/simclr {@code data_util.py}.
 */
public final class Recipes {
  private static final Recipe IMAGENET =
      new Recipe(
          "simclr-imagenet",
          Optional.of(CropRange.ofArea(0.08, 1)),
          0.5,
          Optional.of(JitterRange.ofStrength(1)),
          0.2,
          Optional.of(BlurRange.PAPER),
          Interpolation.BICUBIC);

  private static final Recipe CIFAR10 =
      IMAGENET.withName("simclr-cifar10").withJitter(JitterRange.ofStrength(0.5)).withoutBlur();

  private static final Recipe FASHION_MNIST =
      new Recipe(
          "fashion-mnist",
          Optional.of(CropRange.ofArea(0.5, 1)),
          0.5,
          Optional.of(new JitterRange(0.8, 0.8, 0.8, 0, 0)),
          0,
          Optional.empty(),
          Interpolation.BILINEAR);

  private static final Recipe PHOTOGRAPHS = IMAGENET.withName("photographs");

  private static final Recipe NONE =
      new Recipe(
          "none",
          Optional.empty(),
          0,
          Optional.empty(),
          0,
          Optional.empty(),
          Interpolation.BILINEAR);

  private static final List<Recipe> ALL =
      Stream.concat(
              Stream.of(IMAGENET, CIFAR10, FASHION_MNIST, PHOTOGRAPHS, NONE),
              PublishedRecipes.all().stream())
          .toList();

  private Recipes() {}

  /**
   * The preset of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Recipe named(String name) {
    for (Recipe recipe : ALL) {
      if (recipe.name().equals(name)) {
        return recipe;
      }
    }
    throw Check.outside("recipe", "one of " + names(), name, "presets");
  }

  /** The presets' names. */
  public static List<String> names() {
    return ALL.stream().map(Recipe::name).toList();
  }

  /**
   * The recipe that augments nothing: shorter side to the view's size, antialiased, centre crop; an
   * image that has the view's size passes untouched.
   */
  public static Recipe none() {
    return NONE;
  }
}
