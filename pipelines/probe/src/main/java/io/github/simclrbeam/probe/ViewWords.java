package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.JitterOperation;
import io.github.simclrbeam.proto.JitterParameters;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ViewParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was drawn for a view, in words. */
final class ViewWords {
  private ViewWords() {}

  /** Returns a line for each operation, in the order in which they were applied. */
  static String of(ViewParameters view, int channels) {
    List<String> lines = new ArrayList<>();
    lines.add("View " + view.getViewIndex());
    lines.add(
        "crop %d x %d at (%d, %d) of %d x %d"
            .formatted(
                view.getCropWidth(),
                view.getCropHeight(),
                view.getCropX(),
                view.getCropY(),
                view.getSourceWidth(),
                view.getSourceHeight()));
    if (view.getFlipped()) {
      lines.add("flipped");
    }
    if (view.hasJitter()) {
      for (JitterOperation operation : view.getJitter().getOrderList()) {
        line(operation, view.getJitter(), channels, lines);
      }
    }
    if (view.getGray() && channels > 1) {
      lines.add("turned to gray");
    }
    if (view.hasBlurSigma()) {
      lines.add("blurred, sigma " + Words.decimal(view.getBlurSigma(), 2));
    }
    return String.join("\n", lines);
  }

  /** Returns "left top width height" of the crop as shares of the source; empty when unknown. */
  static String crop(ViewParameters view) {
    if (view.getSourceWidth() == 0 || view.getSourceHeight() == 0) {
      return "";
    }
    double width = view.getSourceWidth();
    double height = view.getSourceHeight();
    return String.format(
        Locale.ROOT,
        "%.4f %.4f %.4f %.4f",
        view.getCropX() / width,
        view.getCropY() / height,
        view.getCropWidth() / width,
        view.getCropHeight() / height);
  }

  /** Returns what the recipe draws from. */
  static String recipe(ShardManifest manifest) {
    AugmentationRecipe recipe = manifest.getRecipe();
    List<String> parts = new ArrayList<>();
    if (recipe.hasCrop()) {
      parts.add(
          "crops of %s to %s of the area"
              .formatted(
                  Words.percent(recipe.getCrop().getMinArea()),
                  Words.percent(recipe.getCrop().getMaxArea())));
    }
    if (recipe.getFlipProbability() > 0) {
      parts.add("flip " + Words.percent(recipe.getFlipProbability()));
    }
    if (recipe.hasJitter() && recipe.getJitter().getProbability() > 0) {
      parts.add(
          "jitter %s of the time (brightness %s, contrast %s, saturation %s, hue %s)"
              .formatted(
                  Words.percent(recipe.getJitter().getProbability()),
                  Words.plain(recipe.getJitter().getBrightness()),
                  Words.plain(recipe.getJitter().getContrast()),
                  Words.plain(recipe.getJitter().getSaturation()),
                  Words.plain(recipe.getJitter().getHue())));
    }
    if (recipe.getGrayProbability() > 0 && manifest.getChannels() > 1) {
      parts.add("gray " + Words.percent(recipe.getGrayProbability()));
    }
    if (recipe.hasBlur() && recipe.getBlur().getProbability() > 0) {
      parts.add("blur " + Words.percent(recipe.getBlur().getProbability()));
    }
    return recipe.getName() + ": " + (parts.isEmpty() ? "nothing drawn" : Words.list(parts));
  }

  private static void line(
      JitterOperation operation, JitterParameters jitter, int channels, List<String> lines) {
    switch (operation) {
      case BRIGHTNESS -> lines.add("brightness x " + Words.decimal(jitter.getBrightness(), 2));
      case CONTRAST -> lines.add("contrast x " + Words.decimal(jitter.getContrast(), 2));
      case SATURATION -> {
        if (channels > 1) {
          lines.add("saturation x " + Words.decimal(jitter.getSaturation(), 2));
        }
      }
      case HUE -> {
        if (channels > 1) {
          lines.add("hue shifted by " + Words.decimal(360 * jitter.getHue(), 0) + " degrees");
        }
      }
      default -> {}
    }
  }
}
