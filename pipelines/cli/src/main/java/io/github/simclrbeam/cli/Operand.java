package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
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
    Problems problems = new Problems();
    Arguments told = Arguments.of(arguments);
    told.flags().forEach(flag -> problems.note(flag, "is unknown to this command"));
    String operand = of(told.operands(), problems);
    problems.throwIfAny();
    return operand;
  }

  /**
   * Returns the path of something that is there.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException if there is none, more than one or
   *     nothing at its place
   */
  static String path(List<String> arguments) throws IOException {
    Problems problems = new Problems();
    String path = path(List.of(of(arguments)), problems);
    problems.throwIfAny();
    return path;
  }

  /**
   * Returns the path of something that is there, of no use when something was noted.
   *
   * @param operands the arguments that are no options
   */
  static String path(List<String> operands, Problems problems) throws IOException {
    String path = of(operands, problems);
    if (path.isEmpty()) {
      return path;
    }
    try {
      Listing.expand(path);
    } catch (FileNotFoundException | IllegalArgumentException e) {
      problems.noteArgument("PATH", "must name something that is there, but was: " + path);
    }
    return path;
  }

  private static String of(List<String> operands, Problems problems) {
    if (operands.size() != 1) {
      problems.noteArgument("PATH", "must be given once, but was: " + operands);
      return "";
    }
    return Uris.plain(operands.get(0));
  }
}
