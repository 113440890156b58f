package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Label names that binary files leave to a text file beside them, one a line, blank ones ignored.
 */
final class NamesBeside {
  private NamesBeside() {}

  /**
   * Returns the label names of several files together; empty when there are none.
   *
   * @param uris the files
   * @param namesFile what the file with the names is called
   * @param labels how many must be named at least
   * @param given by the user: these are taken instead; empty when there are none
   * @throws UnusableInputException if the files' names differ, are not enough, or repeat one
   */
  static List<String> of(Collection<String> uris, String namesFile, int labels, List<String> given)
      throws IOException {
    List<String> names = given.isEmpty() ? beside(uris, namesFile) : given;
    if (names.isEmpty()) {
      return names;
    }
    String source = given.isEmpty() ? namesFile : "--labelNames";
    if (names.size() < labels) {
      throw new UnusableInputException(
          "%s must name all %d labels, but names: %d".formatted(source, labels, names.size()));
    }
    Set<String> distinct = new HashSet<>();
    for (String name : names) {
      if (!distinct.add(name)) {
        throw new UnusableInputException(
            "%s must name every label once, but names twice: %s".formatted(source, name));
      }
    }
    return names;
  }

  private static List<String> beside(Collection<String> uris, String namesFile) throws IOException {
    List<String> names = List.of();
    for (String uri : uris) {
      List<String> these = lines(Uris.resolve(Uris.parent(uri), namesFile));
      if (!these.isEmpty() && !names.isEmpty() && !names.equals(these)) {
        throw new UnusableInputException(
            "label names must be the same beside all files, but were: %s and %s (beside %s)"
                .formatted(names, these, uri));
      }
      names = names.isEmpty() ? these : names;
    }
    return names;
  }

  private static List<String> lines(String uri) throws IOException {
    return StoredFile.exists(uri)
        ? StoredFile.readText(uri).lines().map(String::strip).filter(s -> !s.isEmpty()).toList()
        : List.of();
  }
}
