package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.Secrets;
import java.util.ArrayList;
import java.util.List;

/** The command that goes on with what a stopped one has left. */
final class GoOn {
  private GoOn() {}

  /**
   * Returns it as a shell takes it: the same one, but it does not start anew and shows no secret.
   */
  static String with(String command, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("simclr-beam", command));
    arguments.stream()
        .filter(argument -> !argument.matches("--overwrite(=.*)?"))
        .map(Secrets::hidden)
        .map(GoOn::quoted)
        .forEach(words::add);
    if (arguments.stream().anyMatch(argument -> argument.startsWith("--config="))) {
      // The file may say it too; the command line wins.
      words.add("--overwrite=false");
    }
    return String.join(" ", words);
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
