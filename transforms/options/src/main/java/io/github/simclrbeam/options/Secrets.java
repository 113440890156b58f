package io.github.simclrbeam.options;

import java.util.regex.Pattern;

/** Options whose values are nobody's to read: they stand in no message and no file. */
public final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(--[^=]*(credentials|secret|password|token|customerKey)[^=]*=).+", Pattern.DOTALL);

  private Secrets() {}

  /** Returns the argument as it may be shown: of a secret one no value. */
  public static String hidden(String argument) {
    return NAME.matcher(argument).replaceFirst("$1...");
  }
}
