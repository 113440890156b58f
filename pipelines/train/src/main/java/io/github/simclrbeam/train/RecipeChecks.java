package io.github.simclrbeam.train;

import io.github.simclrbeam.options.NearestName;
import io.github.simclrbeam.options.Problems;
import java.util.List;

/** Checks of what stands in a recipe's options and is more than a number in a range or a name. */
final class RecipeChecks {
  private static final List<String> KINDS = List.of("all", "weight", "bias", "scale", "shift");

  private final TrainOptions options;
  private final Problems problems;

  /**
   * @param options with a value of each that a recipe sets
   */
  RecipeChecks(TrainOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  void check() {
    checkKinds("decayed", options.getDecayed());
    checkKinds("adapted", options.getAdapted());
    checkMilestones(options.getMilestones());
    if (options.getClipNorm() > 0 && options.getClipValue() > 0) {
      problems.note("clipNorm", "cannot be together with --clipValue; give one of them");
    }
    if (options.getSchedule().equals("steps") && options.getMilestones().equals("none")) {
      problems.note("milestones", "must be given with --schedule=steps");
    }
    if (options.getLowestTemperature() > options.getTemperature()) {
      problems.add(
          "lowestTemperature",
          Decimal.shortest(options.getLowestTemperature()),
          "must be at most the temperature, " + Decimal.shortest(options.getTemperature()));
    }
  }

  private void checkKinds(String option, String value) {
    List<String> words = List.of(value.split(",", -1));
    for (String word : words) {
      if (!KINDS.contains(word)) {
        problems.add(
            option,
            value + NearestName.of(word, KINDS).map(n -> " (did you mean " + n + "?)").orElse(""),
            "must be all, or some of weight,bias,scale,shift");
        return;
      }
    }
    if (words.size() > 1 && words.contains("all")) {
      problems.add(option, value, "must be all alone, or some of weight,bias,scale,shift");
    }
  }

  private void checkMilestones(String value) {
    double before = Double.NEGATIVE_INFINITY;
    double epochs = options.getEpochs();
    for (String word : RecipeMessages.words(value)) {
      try {
        double epoch = Double.parseDouble(word);
        double counted = epoch < 0 ? epochs + epoch : epoch;
        if (!(counted > before)) {
          throw new NumberFormatException(word);
        }
        before = counted;
      } catch (NumberFormatException e) {
        problems.add("milestones", value, "must be ascending epochs, divided by commas, or none");
        return;
      }
    }
  }
}
