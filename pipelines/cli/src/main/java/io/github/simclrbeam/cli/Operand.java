package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import java.util.List;

/** The one argument beside the options of the commands that look at a path. */
final class Operand {
  private Operand() {}

  /**
   * Returns it.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException if there is none or more than one
   */
  static String of(List<String> arguments) {
    List<String> operands = arguments.stream().filter(a -> !a.startsWith("--")).toList();
    Problems problems = new Problems();
    if (operands.size() != 1) {
      problems.noteArgument("PATH", "must be given once, but was: " + operands);
    }
    arguments.stream()
        .filter(a -> a.startsWith("--"))
        .forEach(a -> problems.note(a, "is unknown to this command"));
    problems.throwIfAny();
    return Uris.plain(operands.get(0));
  }
}
