package io.github.simclrbeam.views;

import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;

/** The words in file names. */
final class DatasetName {
  private static final String NAMELESS = "images";

  private DatasetName() {}

  /**
   * Returns the data set's name: the given one, or the last path element of the input without
   * wildcards and the extension of a file.
   */
  static String of(ViewsOptions options, Problems problems) throws IOException {
    return options.getDataset() == null
        ? ofInput(options.getInput())
        : checked("dataset", options.getDataset(), NAMELESS, problems);
  }

  /** Returns the word, or notes that it cannot stand in a file name and returns another. */
  static String checked(String option, String word, String otherwise, Problems problems) {
    if (word.matches("[A-Za-z0-9_-]+")) {
      return word;
    }
    problems.add(option, word, "must be letters, digits, '_' or '-'");
    return otherwise;
  }

  static String ofInput(String input) throws IOException {
    String absolute = InputPath.absolute(input);
    boolean glob = Listing.isGlob(absolute);
    String name = Uris.name(glob ? Listing.base(absolute) : absolute);
    String word =
        name.replaceAll("\\.(gz|[A-Za-z0-9]{1,5})$", "")
            .replaceAll("[^A-Za-z0-9_-]+", "-")
            .replaceAll("^-+|-+$", "");
    return word.isEmpty() ? NAMELESS : word;
  }
}
