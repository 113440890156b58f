package io.github.simclrbeam.cli;

import java.util.List;

/** The recipe of a run that names none. */
final class DefaultRecipe {
  private DefaultRecipe() {}

  /**
   * Returns a recipe that two cores can train: the one-channel one for IDX files, otherwise the one
   * for photographs.
   */
  static String of(List<String> arguments) {
    boolean idx =
        arguments.stream().anyMatch(a -> a.startsWith("--input=") && a.contains("idx3-ubyte"));
    return idx ? "fashion-mnist" : "photographs";
  }
}
