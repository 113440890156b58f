package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.views.PlanOptions;
import io.github.simclrbeam.views.PlanStage;
import java.io.IOException;
import java.util.List;

/** {@code plan views}: what a run of views would make, take and cost. */
final class PlanCommand {
  private static final String VIEWS = "views";

  private PlanCommand() {}

  static void run(List<String> arguments) throws IOException {
    Arguments told = Arguments.of(arguments);
    Problems problems = new Problems();
    if (!told.operands().equals(List.of(VIEWS))) {
      problems.noteArgument(
          "STAGE", "must be views, but was: " + String.join(" ", told.operands()));
    }
    System.out.print(
        PlanStage.run(OptionsParser.parse(PlanOptions.class, told.flags(), problems), problems));
  }
}
