package io.github.simclrbeam.cli;

import java.util.List;

/**
 * The arguments of a command that takes something beside options.
 *
 * @param operands those that are no options, in their order
 * @param flags the options, in their order
 */
record Arguments(List<String> operands, List<String> flags) {

  /** Tells them apart. */
  static Arguments of(List<String> arguments) {
    return new Arguments(
        arguments.stream().filter(argument -> !isFlag(argument)).toList(),
        arguments.stream().filter(Arguments::isFlag).toList());
  }

  private static boolean isFlag(String argument) {
    return argument.startsWith("--");
  }
}
