package io.github.simclrbeam.views;

import io.github.simclrbeam.augment.BlurRange;
import io.github.simclrbeam.augment.CropRange;
import io.github.simclrbeam.augment.JitterRange;
import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.options.Problems;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recipe by name, with the values that the options override, and what it sets besides.
 *
 * @param recipe how views are made
 * @param imageSize default width and height of a view, pixels
 * @param viewsPerImage default K
 */
record ViewsRecipe(Recipe recipe, int imageSize, int viewsPerImage) {
  private static final double STRENGTH_PARTS = 1e9;

  /** Returns the recipe that the options name; notes overrides that cannot be. */
  static ViewsRecipe of(ViewsOptions options, Problems problems) {
    Recipe recipe = Recipes.named(options.getRecipe());
    SortedMap<String, String> overrides = overrides(options);
    if (recipe.name().equals("none")) {
      if (!overrides.isEmpty()) {
        problems.note(
            "recipe", "none augments nothing; name another recipe to use " + overrides.keySet());
      }
    } else {
      recipe = overridden(recipe, options, problems);
    }
    return switch (recipe.name()) {
      case "none" -> new ViewsRecipe(recipe, 224, 1);
      case "fashion-mnist" -> new ViewsRecipe(recipe, 28, 4);
      case "photographs" -> new ViewsRecipe(recipe, 96, 8);
      default -> new ViewsRecipe(recipe, recipe.name().endsWith("-cifar10") ? 32 : 224, 2);
    };
  }

  /** Returns the overriding values that were given, by option. */
  static SortedMap<String, String> overrides(ViewsOptions options) {
    SortedMap<String, String> given = new TreeMap<>();
    put(given, "cropMinArea", options.getCropMinArea());
    put(given, "cropMaxArea", options.getCropMaxArea());
    put(given, "flipProbability", options.getFlipProbability());
    put(given, "jitterStrength", options.getJitterStrength());
    put(given, "grayProbability", options.getGrayProbability());
    put(given, "blurProbability", options.getBlurProbability());
    return given;
  }

  /** Returns the values that a recipe has for the overriding options, by option. */
  static SortedMap<String, Double> overridable(Recipe recipe) {
    SortedMap<String, Double> values = new TreeMap<>();
    recipe.crop().ifPresent(crop -> values.put("cropMinArea", crop.minArea()));
    recipe.crop().ifPresent(crop -> values.put("cropMaxArea", crop.maxArea()));
    values.put("flipProbability", recipe.flipProbability());
    values.put("jitterStrength", recipe.jitter().map(ViewsRecipe::strength).orElse(0.0));
    values.put("grayProbability", recipe.grayProbability());
    values.put("blurProbability", recipe.blur().map(BlurRange::probability).orElse(0.0));
    return values;
  }

  /** Returns the strength that a jitter was made by, without the rounding of its making. */
  private static double strength(JitterRange jitter) {
    double strength = jitter.brightness() / JitterRange.ofStrength(1).brightness();
    return Math.rint(strength * STRENGTH_PARTS) / STRENGTH_PARTS;
  }

  private static void put(SortedMap<String, String> given, String name, Double value) {
    if (value != null) {
      given.put(name, value.toString());
    }
  }

  private static Recipe overridden(Recipe recipe, ViewsOptions options, Problems problems) {
    Recipe result = cropped(recipe, options, problems);
    if (options.getFlipProbability() != null) {
      result = result.withFlipProbability(options.getFlipProbability());
    }
    if (options.getJitterStrength() != null) {
      double strength = options.getJitterStrength();
      result =
          strength == 0
              ? result.withoutJitter()
              : result.withJitter(JitterRange.ofStrength(strength));
    }
    if (options.getGrayProbability() != null) {
      result = result.withGrayProbability(options.getGrayProbability());
    }
    if (options.getBlurProbability() != null) {
      BlurRange blur = result.blur().orElse(BlurRange.PAPER);
      double probability = options.getBlurProbability();
      result =
          probability == 0
              ? result.withoutBlur()
              : result.withBlur(
                  new BlurRange(probability, blur.minSigma(), blur.maxSigma(), blur.kernelShare()));
    }
    return result;
  }

  private static Recipe cropped(Recipe recipe, ViewsOptions options, Problems problems) {
    CropRange crop = recipe.crop().orElse(CropRange.ofArea(1, 1));
    double min = options.getCropMinArea() == null ? crop.minArea() : options.getCropMinArea();
    double max = options.getCropMaxArea() == null ? crop.maxArea() : options.getCropMaxArea();
    if (min > max) {
      problems.add("cropMinArea", min, "must be at most cropMaxArea, " + max);
      return recipe;
    }
    if (options.getCropMinArea() == null && options.getCropMaxArea() == null) {
      return recipe;
    }
    return recipe.withCrop(new CropRange(min, max, crop.minAspect(), crop.maxAspect()));
  }
}
