package io.github.simclrbeam.files;

import java.util.regex.Pattern;

/** A glob as a store takes it: {@code *} within a folder, {@code **} across them. */
final class GlobRegex {
  private GlobRegex() {}

  static String of(String glob) {
    return Pattern.quote(glob).replace("**", "\\E.+\\Q").replace("*", "\\E[^/]*\\Q");
  }
}
