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
    List<String> operands = arguments.stream().filter(a -> !a.startsWith("--")).toList();
    List<String> flags = arguments.stream().filter(a -> a.startsWith("--")).toList();
    Problems problems = new Problems();
    if (!operands.equals(List.of(VIEWS))) {
      problems.noteArgument("STAGE", "must be views, but was: " + String.join(" ", operands));
    }
    System.out.print(
        PlanStage.run(OptionsParser.parse(PlanOptions.class, flags, problems), problems));
  }
}
