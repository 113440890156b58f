package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.options.Overlaps;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.sources.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The images of a run.
 *
 * @param input to learn from
 * @param labelled to fit the probe on
 * @param test to test it on; empty: no probe
 * @param source what the input turned out to be; empty when it cannot be read
 */
record RunInputs(
    SplitInput input,
    SplitInput labelled,
    Optional<SplitInput> test,
    Optional<ImageSource> source) {
  private static final String TEST = "test";

  /** Looks at all of them; notes what cannot be read. */
  static RunInputs of(RunOptions options, List<String> arguments, Problems problems)
      throws IOException {
    boolean cut = arguments.stream().anyMatch(a -> a.startsWith("--splitPercents="));
    if (cut && (options.getTest() != null || options.getLabelled() != null)) {
      problems.note(
          "splitPercents", "cuts the input itself: must not be given with --test or --labelled");
    }
    SplitInput input = training(options.getInput(), options, cut);
    SplitInput labelled =
        options.getLabelled() == null ? input : training(options.getLabelled(), options, cut);
    Optional<SplitInput> test = test(options, cut);
    Optional<ImageSource> source = Optional.empty();
    if (options.getInput() != null) {
      source = input.open("input", arguments, problems);
    }
    if (options.getLabelled() != null) {
      labelled.open("labelled", arguments, problems);
    }
    if (test.isPresent() && test.get().input() != null) {
      String option = options.getTest() == null ? "testSplit" : TEST;
      Optional<ImageSource> tested = test.get().open(option, arguments, problems);
      if (options.getTest() == null && !cut && source.isPresent() && source.equals(tested)) {
        problems.note(option, "the input tells no splits: test images would be training images");
      }
    }
    String output = options.getOutput();
    Overlaps.check(output, "input", options.getInput(), problems);
    Overlaps.check(output, "labelled", options.getLabelled(), problems);
    Overlaps.check(output, TEST, options.getTest(), problems);
    return new RunInputs(input, labelled, test, source);
  }

  /** Returns a recipe that two cores can train: the one-channel one for gray images. */
  String defaultRecipe() {
    boolean gray = source.isPresent() && source.get().channels().orElse(0) == 1;
    return gray ? "fashion-mnist" : "photographs";
  }

  /** A glob means all that it matches, unless a split is named. */
  private static SplitInput training(String input, RunOptions options, boolean cut) {
    if (options.getSplit() != null) {
      return new SplitInput(input, options.getSplit());
    }
    boolean glob = input != null && Listing.isGlob(input);
    return new SplitInput(input, glob && !cut ? "" : "train");
  }

  private static Optional<SplitInput> test(RunOptions options, boolean cut) {
    String split = options.getTestSplit() == null ? TEST : options.getTestSplit();
    if (options.getTest() != null) {
      return Optional.of(new SplitInput(options.getTest(), split));
    }
    return options.getTestSplit() != null || cut
        ? Optional.of(new SplitInput(options.getInput(), split))
        : Optional.empty();
  }
}
