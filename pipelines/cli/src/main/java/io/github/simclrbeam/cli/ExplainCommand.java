package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.views.Explain;
import java.io.IOException;
import java.util.List;

/**
 * {@code explain PATH --image=ID}: a contact sheet of one image's views with the numbers that made
 * them.
 */
final class ExplainCommand {
  private static final String DEFAULT_OUTPUT = "explain.png";

  private ExplainCommand() {}

  static void run(List<String> arguments) throws IOException {
    Arguments told = Arguments.of(arguments);
    Problems problems = new Problems();
    ExplainOptions options = OptionsParser.parse(ExplainOptions.class, told.flags(), problems);
    String path = Operand.path(told.operands(), problems);
    problems.throwIfAny();
    String output = options.getOutput() == null ? DEFAULT_OUTPUT : options.getOutput();
    System.out.print(Explain.write(path, options.getImage(), output));
  }
}
