package io.github.simclrbeam.cli;

import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.options.NearestName;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.train.TrainingRecipe;
import io.github.simclrbeam.train.TrainingRecipes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code recipe NAME}: every value that a recipe sets, of the views and of training; {@code recipe
 * NAME NAME}: what two recipes set otherwise.
 */
final class RecipeCommand {
  private RecipeCommand() {}

  static void run(List<String> arguments) {
    if (arguments.isEmpty()) {
      names().forEach(name -> System.out.println(name + about(name)));
      return;
    }
    Problems problems = new Problems();
    if (arguments.size() > 2) {
      problems.noteArgument("NAME", "must be given once or twice, but was: " + arguments);
    }
    arguments.forEach(name -> check(name, problems));
    problems.throwIfAny();
    List<String> lines =
        arguments.size() == 1
            ? all(arguments.get(0))
            : differences(arguments.get(0), arguments.get(1));
    lines.forEach(System.out::println);
  }

  private static List<String> names() {
    return Stream.concat(Recipes.names().stream(), TrainingRecipes.names().stream())
        .distinct()
        .toList();
  }

  private static String about(String name) {
    return TrainingRecipes.named(name)
        .map(recipe -> ": " + String.join(" ", recipe.notes()).split("(?<=[.:]) ", 2)[0])
        .orElse(": views only; augments nothing");
  }

  private static void check(String name, Problems problems) {
    if (!names().contains(name)) {
      String hint = NearestName.of(name, names()).map(n -> "; did you mean " + n + "?").orElse("");
      problems.noteArgument("NAME", "must be one of " + names() + ", but was: " + name + hint);
    }
  }

  private static List<String> all(String name) {
    List<String> lines = new ArrayList<>();
    lines.add("# views");
    lines.add(views(name).describe());
    TrainingRecipes.named(name)
        .ifPresent(
            training -> {
              lines.add("# training");
              lines.addAll(training.toString().lines().toList());
            });
    return lines;
  }

  private static List<String> differences(String name, String other) {
    List<String> lines = new ArrayList<>();
    Recipe views = views(name);
    if (!views.equals(views(other).withName(views.name()))) {
      lines.add("views");
      lines.add("  - " + views.describe());
      lines.add("  + " + views(other).describe());
    }
    Optional<TrainingRecipe> training = TrainingRecipes.named(name);
    Optional<TrainingRecipe> otherTraining = TrainingRecipes.named(other);
    if (training.isPresent() && otherTraining.isPresent()) {
      lines.add("training");
      training.get().differences(otherTraining.get()).forEach(line -> lines.add("  " + line));
    } else if (training.isPresent() || otherTraining.isPresent()) {
      lines.add("training: only " + (training.isPresent() ? name : other) + " says how");
    }
    return lines.isEmpty() ? List.of("no difference") : lines;
  }

  /** A recipe of training alone has its views from the recipe that it names. */
  private static Recipe views(String name) {
    return Recipes.named(TrainingRecipes.named(name).map(TrainingRecipe::views).orElse(name));
  }
}
