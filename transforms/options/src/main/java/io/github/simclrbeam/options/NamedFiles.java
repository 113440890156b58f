package io.github.simclrbeam.options;

import io.github.simclrbeam.files.Schemes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The uris that an option's value names: it is one, several as A,B, or NAME=A,B. */
final class NamedFiles {
  private static final Pattern URI = Pattern.compile("(?<![^=,])[a-zA-Z][a-zA-Z0-9+.-]+:/[^,]*");

  private NamedFiles() {}

  /** Returns why nothing here reads or writes one of them, if so. */
  static Optional<String> problem(String value) {
    Matcher uri = URI.matcher(value);
    while (uri.find()) {
      Optional<String> problem = Schemes.problem(uri.group());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
