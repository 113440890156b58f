package io.github.simclrbeam.cli;

import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.UnusableInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Images that a run uses for one purpose.
 *
 * @param input a directory, a file or a glob
 * @param split the split to take of a source that holds several; empty: everything
 */
record SplitInput(String input, String split) {

  /** Returns the options that name them. */
  List<String> arguments() {
    return split.isEmpty()
        ? List.of("--input=" + input)
        : List.of("--input=" + input, "--split=" + split);
  }

  /**
   * Opens them, so that what cannot be read is told before any work.
   *
   * @param option that named the input, for messages
   * @param arguments of the run, those about images among them
   * @return empty when something was noted
   */
  Optional<ImageSource> open(String option, List<String> arguments, Problems problems)
      throws IOException {
    Set<String> told = OptionDescription.of(InputOptions.class).keySet();
    List<String> about = new ArrayList<>(arguments());
    about.addAll(StageArguments.deal(arguments).passed());
    for (String argument : arguments) {
      String name = argument.replaceFirst("^--", "").replaceFirst("=.*", "");
      if (told.contains(name) && !name.equals("input") && !name.equals("split")) {
        about.add(argument);
      }
    }
    // What is wrong with these themselves is told by the stages' own checks.
    Problems ofOptions = new Problems();
    InputOptions options = OptionsParser.parse(InputOptions.class, about, ofOptions);
    InputSettings settings = InputSettings.of(options, split, ofOptions);
    for (Problem problem : ofOptions.found()) {
      if (!problem.option().equals("--output")) {
        problems.note(problem.option(), problem.message());
      }
    }
    try {
      return Optional.of(ImageSource.open(input, settings.source()));
    } catch (FileNotFoundException | UnusableInputException e) {
      problems.note(option, e.getMessage());
    } catch (IllegalArgumentException e) {
      problems.add(option, input, "must be a path or a glob: " + e.getMessage());
    }
    return Optional.empty();
  }
}
