package io.github.simclrbeam.options;

import java.util.regex.Pattern;

/** Options whose values are nobody's to read: they stand in no message and no file. */
public final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(--[^=]*(credentials|secret|password|token|customerKey|proxyConfiguration)[^=]*=).+",
          Pattern.DOTALL);

  /** What stands before the host of a uri: of http all of it, a token may be there alone. */
  private static final Pattern USER =
      Pattern.compile("(?i)(https?://|[a-z][a-z0-9+.-]*://(?=[^/\\s@]*:))[^/\\s]*@");

  private Secrets() {}

  /** Returns the argument as it may be shown: of a secret one no value, of a uri no user. */
  public static String hidden(String argument) {
    return withoutUsers(NAME.matcher(argument).replaceFirst("$1..."));
  }

  /** Returns a text without the users and passwords of the uris in it. */
  static String withoutUsers(String text) {
    return USER.matcher(text).replaceAll("$1...@");
  }
}
