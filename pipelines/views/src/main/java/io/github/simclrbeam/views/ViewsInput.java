package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.InputNotes;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.options.Overlaps;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.UnusableInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/** The images of a run, before it starts. */
final class ViewsInput {
  private ViewsInput() {}

  /** Opens the input; notes when it cannot be used. */
  static Optional<ImageSource> open(ViewsOptions options, InputSettings input, Problems problems)
      throws IOException {
    Overlaps.checkImages(options.getOutput(), options.getInput(), problems);
    try {
      ImageSource source = ImageSource.open(input.input(), input.source());
      Undecodable.note(source, options.getMaxBadFraction(), problems);
      return Optional.of(source);
    } catch (FileNotFoundException | UnusableInputException e) {
      problems.note("input", e.getMessage());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      problems.add("input", options.getInput(), "must be a path or a glob: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Says what is made of it, and what is left out. */
  static void announce(ImageSource source, ViewsPlan plan) {
    Progress.say("recipe " + plan.settings().recipeValue().describe());
    Undecodable.warning(source).ifPresent(Progress::say);
    if (!source.skipped().isEmpty()) {
      Progress.say("skipped files that are no images: " + DeadLetters.describe(source.skipped()));
    }
    InputNotes.of(source).forEach(Progress::say);
  }
}
