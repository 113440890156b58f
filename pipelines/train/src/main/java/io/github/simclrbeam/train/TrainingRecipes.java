package io.github.simclrbeam.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The training recipes by name, each a file of the folder {@code recipes} that says where it
 * differs from {@code defaults.recipe}. The published ones are named after where they come from and
 * their data.
 */
public final class TrainingRecipes {
  private static final List<String> OWN =
      List.of("fashion-mnist", "photographs", "simclr-cifar10", "simclr-imagenet");

  private static final List<String> PUBLISHED =
      List.of(
          "google-imagenet",
          "google-imagenet-later",
          "google-cifar10",
          "google-cifar10-later",
          "lightly-imagenet",
          "lightly-cifar10",
          "solo-cifar10",
          "solo-imagenet100",
          "dkobak-cifar10",
          "dkobak-cifar10-adam",
          "htdt-cifar10",
          "atanov-cifar10",
          "supcontrast-cifar10",
          "vissl-imagenet",
          "sthalles-cifar10",
          "spijkervet-stl10",
          "leftthomas-cifar10",
          "stable-pretraining-cifar10");

  /** True of every published recipe, for what we do otherwise than all of their sources. */
  private static final List<String> DEPARTURES =
      List.of(
          "Departs, as every published recipe here, in: K stored views of 8 bits an image, whose"
              + " pairs take turns, instead of two fresh ones an epoch; BatchNorm's statistics of"
              + " one device or chunk; an epoch's last, incomplete batch is dropped; initial weights"
              + " as torchvision's.");

  private TrainingRecipes() {}

  /** Returns the names: our own recipes, then published ones. */
  public static List<String> names() {
    return Stream.concat(OWN.stream(), PUBLISHED.stream()).toList();
  }

  /** Returns the recipe of this name, if there is one. */
  public static Optional<TrainingRecipe> named(String name) {
    return names().contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  private static TrainingRecipe read(String name) {
    RecipeFile file = RecipeFile.read(name);
    Map<String, String> values = new LinkedHashMap<>(RecipeFile.read("defaults").values());
    values.putAll(file.values());
    String views = values.remove("views");
    List<String> notes = new ArrayList<>(file.notes());
    if (PUBLISHED.contains(name)) {
      notes.addAll(DEPARTURES);
    }
    return new TrainingRecipe(name, notes, views == null ? name : views, values);
  }
}
