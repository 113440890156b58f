package io.github.simclrbeam.cli;

import java.util.ArrayList;
import java.util.List;

/** What the direct runner is told when the user says nothing. */
final class DirectRunnerDefaults {
  private DirectRunnerDefaults() {}

  /**
   * Returns the arguments with one task a core. Beam's own default is three at least, and its
   * scheduler spins while a slot is free.
   */
  static List<String> with(List<String> arguments) {
    boolean direct =
        arguments.stream().noneMatch(a -> a.startsWith("--runner="))
            || arguments.contains("--runner=DirectRunner");
    if (!direct || arguments.stream().anyMatch(a -> a.startsWith("--targetParallelism="))) {
      return arguments;
    }
    List<String> more = new ArrayList<>(arguments);
    more.add("--targetParallelism=" + Runtime.getRuntime().availableProcessors());
    return more;
  }
}
