package io.github.simclrbeam.sources;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which columns of a manifest say what; empty where none does.
 *
 * @param uri of the image; never empty in a manifest that has rows
 * @param label the class
 * @param split the split that the image belongs to
 * @param id the image's id
 */
record ManifestColumns(String uri, String label, String split, String id) implements Serializable {
  /** In the order in which they are tried; url last, as it often stands beside a file name. */
  static final List<String> URIS =
      List.of(
          "uri",
          "path",
          "filepath",
          "file_path",
          "file",
          "file_name",
          "filename",
          "image",
          "image_path",
          "image_uri",
          "img",
          "url");

  private static final List<String> LABELS =
      List.of("label", "class", "class_name", "label_name", "category", "target", "y");
  private static final List<String> SPLITS = List.of("split", "subset", "partition");
  private static final List<String> IDS = List.of("id", "image_id", "key", "uid");
  private static final int MOST_SHOWN = 50;

  /**
   * Chooses among the columns that exist: those that the user named, else well-known names, in
   * upper or lower case.
   *
   * @throws UnusableInputException if one that the user named is not there, stands there twice, or
   *     there is none of uris
   */
  static ManifestColumns of(String manifest, Collection<String> existing, SourceSettings settings)
      throws UnusableInputException {
    String uri = column(manifest, existing, "--imageColumn", settings.imageColumn(), URIS);
    if (uri.isEmpty()) {
      throw new UnusableInputException(
          "%s must have a column of image paths, named by --imageColumn or called one of %s, but its columns are: %s"
              .formatted(manifest, String.join(", ", URIS), shown(existing)));
    }
    return new ManifestColumns(
        uri,
        column(manifest, existing, "--labelColumn", settings.labelColumn(), LABELS),
        column(manifest, existing, "--splitColumn", settings.splitColumn(), SPLITS),
        column(manifest, existing, "--idColumn", settings.idColumn(), IDS));
  }

  /** Returns the names that a column of uris may have. */
  static List<String> uriNames(SourceSettings settings) {
    return settings.imageColumn().isEmpty() ? URIS : List.of(settings.imageColumn());
  }

  /** Of a manifest without rows. */
  static ManifestColumns none() {
    return new ManifestColumns("", "", "", "");
  }

  private static String column(
      String manifest, Collection<String> existing, String option, String given, List<String> known)
      throws UnusableInputException {
    for (String name : given.isEmpty() ? known : List.of(given)) {
      // Spelled alike comes before spelled in other case.
      List<String> found = existing.stream().filter(name::equals).toList();
      if (found.isEmpty()) {
        found = existing.stream().filter(name::equalsIgnoreCase).toList();
      }
      if (found.size() > 1) {
        throw new UnusableInputException(
            "%s must have one column called %s, but has: %s"
                .formatted(manifest, name, String.join(", ", found)));
      }
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    if (!given.isEmpty()) {
      throw new UnusableInputException(
          "%s must have the column %s (%s), but its columns are: %s"
              .formatted(manifest, given, option, shown(existing)));
    }
    return "";
  }

  private static String shown(Collection<String> names) {
    List<String> shown = new TreeSet<>(names).stream().limit(MOST_SHOWN).toList();
    return String.join(", ", shown) + (names.size() > MOST_SHOWN ? ", ..." : "");
  }
}
