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
    List<String> operands = arguments.stream().filter(a -> !a.startsWith("--")).toList();
    List<String> flags = arguments.stream().filter(a -> a.startsWith("--")).toList();
    Problems problems = new Problems();
    ExplainOptions options = OptionsParser.parse(ExplainOptions.class, flags, problems);
    String path = Operand.path(operands, problems);
    problems.throwIfAny();
    String output = options.getOutput() == null ? DEFAULT_OUTPUT : options.getOutput();
    System.out.print(Explain.write(path, options.getImage(), output));
  }
}
