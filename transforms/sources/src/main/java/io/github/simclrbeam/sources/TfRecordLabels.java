package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Labels of Examples. A text is a label's name; a number is the index of one, where names are
 * known, and its own name otherwise. A negative number says that there is no label, and so does a
 * feature with no value or with several.
 *
 * <p>The features are, first found first: the one that the user named; {@code image/class/text},
 * {@code image/class/synset} (whose numbers, beside them, count from 1 and are therefore not used
 * when there is a text); {@code label}, {@code image/class/label} (as it is written: 1 stays 1),
 * {@code class}, {@code cls}.
 *
 * @param given the feature that the user named; empty when not
 * @param names by number; empty when not known
 */
record TfRecordLabels(String given, List<String> names) implements Serializable {
  private static final List<String> FEATURES =
      List.of(
          "image/class/text", "image/class/synset", "label", "image/class/label", "class", "cls");

  TfRecordLabels {
    names = List.copyOf(names);
  }

  /**
   * Returns the labels of the records of a directory. Names are the user's, otherwise the lines of
   * TFDS's {@code label.labels.txt} ({@code FEATURE.labels.txt} of the feature that the user
   * named).
   */
  static TfRecordLabels in(String directory, SourceSettings settings) throws IOException {
    String given = settings.labelColumn();
    if (!settings.labelNames().isEmpty()) {
      return new TfRecordLabels(given, settings.labelNames());
    }
    String feature = given.isEmpty() ? "label" : given.replace('/', '-');
    String file = Uris.resolve(directory, feature + ".labels.txt");
    List<String> names = StoredFile.exists(file) ? lines(file) : List.of();
    return new TfRecordLabels(given, names);
  }

  /**
   * Returns the name of a record's label; empty when it has none.
   *
   * @throws UnusableInputException if its number has no name, or it lacks the feature that the user
   *     named; says which record
   */
  String name(ExampleFeatures example, TfRecordFile file, TfRecordEntry record)
      throws UnusableInputException {
    if (!given.isEmpty() && !example.features().containsKey(given)) {
      throw new UnusableInputException(
          "record %d of %s has no feature %s (--labelColumn), but: %s"
              .formatted(record.index(), file.file().uri(), given, example.described()));
    }
    for (String feature : given.isEmpty() ? FEATURES : List.of(given)) {
      OptionalLong number = example.number(feature);
      Optional<String> text = example.text(feature);
      if (number.isPresent()) {
        return numbered(number.getAsLong(), file, record);
      }
      if (text.isPresent()) {
        return text.get();
      }
    }
    return "";
  }

  private String numbered(long number, TfRecordFile file, TfRecordEntry record)
      throws UnusableInputException {
    if (number < 0) {
      return "";
    }
    if (names.isEmpty()) {
      return Long.toString(number);
    }
    if (number >= names.size()) {
      throw new UnusableInputException(
          "label %d of record %d of %s has no name: there are names of 0 to %d"
              .formatted(number, record.index(), file.file().uri(), names.size() - 1));
    }
    return names.get((int) number);
  }

  private static List<String> lines(String file) throws IOException {
    List<String> lines =
        new ArrayList<>(StoredFile.readText(file).lines().map(String::strip).toList());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }
}
