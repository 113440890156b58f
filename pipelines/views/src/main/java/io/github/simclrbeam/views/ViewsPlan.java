package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.Duplicates;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.beam.ShardDestination;
import io.github.simclrbeam.beam.ShardSizing;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.beam.ViewSettings;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.sources.ImageSource;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run will do, with every default filled in.
 *
 * @param settings how views are made and stored
 * @param sizing how many shards
 * @param destination where to
 * @param duplicates what becomes of images whose content is another one's
 * @param configuration every option that decides the output, by name
 */
record ViewsPlan(
    ViewSettings settings,
    ShardSizing sizing,
    ShardDestination destination,
    Duplicates duplicates,
    SortedMap<String, String> configuration) {
  /** The split that is made when none is named. */
  static final String TRAIN = "train";

  /**
   * Returns the plan.
   *
   * @param extended the views that are extended; their recipe holds, whatever is called so now
   * @param problems takes what is wrong with the options; the plan is of no use then
   */
  static ViewsPlan of(
      ViewsOptions options,
      InputSettings input,
      ImageSource source,
      Optional<ExtendedViews> extended,
      Problems problems)
      throws IOException {
    ViewsRecipe recipe = ViewsRecipe.of(options, problems);
    int imageSize = imageSize(options, recipe, source);
    ViewSettings settings =
        new ViewSettings(
            extended
                .map(views -> views.manifest().getRecipe())
                .orElseGet(() -> RecipeMessages.toMessage(recipe.recipe())),
            imageSize,
            channels(options, source, problems),
            options.getViewsPerImage() == null
                ? recipe.viewsPerImage()
                : options.getViewsPerImage(),
            options.getFirstView(),
            options.getEncoding() == null
                ? ViewEncoding.forSize(imageSize)
                : ViewEncoding.named(options.getEncoding()),
            options.getSeed());
    ShardDestination destination =
        new ShardDestination(
            options.getOutput(),
            DatasetName.of(options, problems),
            DatasetName.checked("split", split(options), TRAIN, problems),
            options.getIndex());
    ShardSizing sizing = sizing(options, settings, problems);
    return new ViewsPlan(
        settings,
        sizing,
        destination,
        Duplicates.named(options.getDeduplicate()),
        configuration(options, input, settings, sizing, destination));
  }

  /** Returns the split that is made. */
  static String split(ViewsOptions options) {
    return options.getSplit() == null ? TRAIN : options.getSplit();
  }

  private static int imageSize(ViewsOptions options, ViewsRecipe recipe, ImageSource source) {
    if (options.getImageSize() != null) {
      return options.getImageSize();
    }
    int most = recipe.imageSize();
    int side = source.shorterSide().orElse(most);
    return recipe.recipe().name().equals("none") ? side : Math.min(side, most);
  }

  private static int channels(ViewsOptions options, ImageSource source, Problems problems) {
    if (options.getChannels() == null) {
      return source.channels().orElse(3);
    }
    if (options.getChannels() == 2) {
      problems.add("channels", 2, "must be 1 (gray) or 3 (RGB)");
      return 3;
    }
    return options.getChannels();
  }

  private static ShardSizing sizing(
      ViewsOptions options, ViewSettings settings, Problems problems) {
    if (options.getShards() != null && options.getShardBytes() != null) {
      problems.note("shardBytes", "must not be given together with --shards");
    }
    return ShardSizing.of(
        options.getShards() == null ? 0 : options.getShards(),
        settings.bytesPerImage(),
        options.getShardBytes() == null
            ? ShardSizing.DEFAULT_SHARD_BYTES
            : options.getShardBytes());
  }

  private static SortedMap<String, String> configuration(
      ViewsOptions options,
      InputSettings input,
      ViewSettings settings,
      ShardSizing sizing,
      ShardDestination destination) {
    SortedMap<String, String> configuration = new TreeMap<>(ViewsRecipe.overrides(options));
    configuration.putAll(input.configuration(options));
    if (options.getExtends() != null) {
      configuration.put("extends", InputPath.absolute(options.getExtends()));
    }
    if (Duplicates.named(options.getDeduplicate()) != Duplicates.NONE) {
      configuration.put("deduplicate", options.getDeduplicate());
    }
    configuration.put("input", InputPath.absolute(options.getInput()));
    configuration.put("dataset", destination.dataset());
    configuration.put("split", destination.split());
    configuration.put("recipe", options.getRecipe());
    configuration.put("imageSize", Integer.toString(settings.imageSize()));
    configuration.put("channels", Integer.toString(settings.channels()));
    configuration.put("viewsPerImage", Integer.toString(settings.viewsPerImage()));
    configuration.put("firstView", Integer.toString(settings.firstView()));
    configuration.put("encoding", settings.encoding().toString());
    configuration.put("seed", Long.toString(settings.seed()));
    if (destination.indexed()) {
      configuration.put("index", "true");
    }
    if (sizing.shards() > 0) {
      configuration.put("shards", Integer.toString(sizing.shards()));
    } else {
      configuration.put("shardBytes", Long.toString(sizing.shardBytes()));
    }
    return configuration;
  }
}
