package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.cli.Main;
import java.util.ArrayList;
import java.util.List;

/** A stage as the launcher of Flex Templates calls it. */
final class TemplateEntry {
  private TemplateEntry() {}

  /** Returns the exit code: 0 once the job is made, otherwise as the program's. */
  static int run(String stage, String[] arguments) {
    return Main.run(command(stage, arguments));
  }

  /** Returns the command line. The launcher must not be kept waiting, whatever the parameters. */
  static List<String> command(String stage, String[] arguments) {
    List<String> command = new ArrayList<>(List.of(stage));
    for (String argument : arguments) {
      if (!argument.startsWith("--wait=")) {
        command.add(argument);
      }
    }
    if (command.stream().noneMatch(argument -> argument.startsWith("--runner="))) {
      command.add("--runner=DataflowRunner");
    }
    command.add("--wait=false");
    return command;
  }
}
