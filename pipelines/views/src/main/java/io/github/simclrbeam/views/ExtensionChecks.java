package io.github.simclrbeam.views;

import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.options.Overlaps;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.ShardManifest;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must not be given otherwise than in the directory whose views are extended, so that the
 * views of both are of one function and stand in one order.
 *
 * @param given the options that were given; the others are not looked at
 */
record ExtensionChecks(
    ViewsOptions options,
    Set<String> given,
    String directory,
    ShardManifest manifest,
    Problems problems) {
  // A strength is known by its product with another number only.
  private static final double ROUNDING = 1e-9;

  /** Notes them all. */
  void run() {
    same("seed", options.getSeed(), manifest.getSeed());
    same("imageSize", options.getImageSize(), manifest.getImageSize());
    same("channels", options.getChannels(), manifest.getChannels());
    same("shards", options.getShards(), ExtendedViews.shards(manifest));
    same("recipe", options.getRecipe(), manifest.getRecipe().getName());
    overrides();
    if (given.contains("shardBytes")) {
      problems.note(
          "shardBytes",
          "must not be given with --extends: the shards are as in %s, %d"
              .formatted(directory, ExtendedViews.shards(manifest)));
    }
    if (given.contains("firstView")) {
      range(options.getFirstView());
    }
    // Within the other set its shards would be taken for that set's.
    String output = options.getOutput();
    if (output != null
        && (Overlaps.isWithin(output, directory) || Overlaps.isWithin(directory, output))) {
      problems.add("output", options.getOutput(), "must be another directory than --extends");
    }
  }

  private void same(String option, Object value, Object there) {
    if (given.contains(option) && !Objects.equals(value, there)) {
      problems.add(option, value, "must be %s as in %s".formatted(there, directory));
    }
  }

  private void overrides() {
    Recipe recipe = RecipeMessages.toRecipe(manifest.getRecipe());
    Map<String, Double> there = ViewsRecipe.overridable(recipe);
    ViewsRecipe.overrides(options)
        .forEach(
            (name, text) -> {
              double value = Double.parseDouble(text);
              if (there.containsKey(name) && Math.abs(value - there.get(name)) > ROUNDING) {
                same(name, value, there.get(name));
              }
            });
  }

  private void range(int first) {
    int count =
        given.contains("viewsPerImage") ? options.getViewsPerImage() : manifest.getViewsPerImage();
    long end = (long) manifest.getFirstView() + manifest.getViewsPerImage();
    if (first < end && (long) first + count > manifest.getFirstView()) {
      problems.add(
          "firstView",
          "%d, with %d views".formatted(first, count),
          "must leave out views %d to %d, which %s holds"
              .formatted(manifest.getFirstView(), end - 1, directory));
    }
  }
}
