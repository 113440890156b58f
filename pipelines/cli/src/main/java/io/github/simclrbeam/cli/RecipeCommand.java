package io.github.simclrbeam.cli;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.options.NearestName;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.train.TrainingRecipes;
import java.util.List;

/** {@code recipe NAME}: every value that a recipe sets, of the views and of training. */
final class RecipeCommand {
  private RecipeCommand() {}

  static void run(List<String> arguments) {
    if (arguments.isEmpty()) {
      System.out.println("recipes: " + String.join(", ", Recipes.names()));
      return;
    }
    String name = Operand.of(arguments);
    Problems problems = new Problems();
    if (!Recipes.names().contains(name)) {
      String hint =
          NearestName.of(name, Recipes.names()).map(n -> "; did you mean " + n + "?").orElse("");
      problems.noteArgument(
          "NAME", "must be one of " + Recipes.names() + ", but was: " + name + hint);
    }
    problems.throwIfAny();
    System.out.println("# views");
    System.out.println(Recipes.named(name).describe());
    TrainingRecipes.named(name)
        .ifPresent(
            training -> {
              System.out.println("# training");
              System.out.print(training);
            });
  }
}
