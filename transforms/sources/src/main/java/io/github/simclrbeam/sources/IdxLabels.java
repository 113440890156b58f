package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The labels of an IDX file of images, one unsigned byte each.
 *
 * @param values one label an image; empty when there is no label file
 * @param names of the labels, from a file beside; empty when there is none
 * @param known whether there is a label file
 * @param uri of the label file
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
record IdxLabels(byte[] values, List<String> names, boolean known, String uri)
    implements Serializable {
  private static final String NAMES_FILE = "label-names.txt";

  /**
   * Returns the labels that belong to a file of images.
   *
   * @throws UnusableInputException if they are not as many as the images, or not IDX labels
   */
  static IdxLabels beside(IdxFile images) throws IOException {
    String uri = images.file().uri();
    for (String name : candidates(Uris.name(uri))) {
      String beside = Uris.resolve(Uris.parent(uri), name);
      if (!name.equals(Uris.name(uri)) && StoredFile.exists(beside)) {
        return read(images, beside);
      }
    }
    return new IdxLabels(new byte[0], List.of(), false, "");
  }

  int value(int index) {
    return values[index] & 0xff;
  }

  /**
   * Returns the label names of several files together.
   *
   * @param given by the user; empty when not
   * @throws UnusableInputException if they name labels differently, or not every label
   */
  static List<String> names(List<IdxLabels> all, List<String> given) throws UnusableInputException {
    List<String> names = given;
    int labels = 0;
    for (IdxLabels one : all) {
      for (byte value : one.values) {
        labels = Math.max(labels, (value & 0xff) + 1);
      }
      if (given.isEmpty() && !one.names.isEmpty() && !names.isEmpty() && !names.equals(one.names)) {
        throw new UnusableInputException(
            "label names must be the same beside all IDX files, but were: %s and %s (beside %s)"
                .formatted(names, one.names, one.uri));
      }
      names = names.isEmpty() ? one.names : names;
    }
    if (names.isEmpty()) {
      List<String> numbers = new ArrayList<>();
      for (int label = 0; label < labels; label++) {
        numbers.add(Integer.toString(label));
      }
      return List.copyOf(numbers);
    }
    if (names.size() < labels) {
      throw new UnusableInputException(
          "%s must name all %d labels, but names: %d"
              .formatted(given.isEmpty() ? NAMES_FILE : "--labelNames", labels, names.size()));
    }
    return List.copyOf(names);
  }

  private static IdxLabels read(IdxFile images, String uri) throws IOException {
    FileEntry entry = new FileEntry(uri, Uris.name(uri), StoredFile.size(uri));
    IdxFile file = IdxFile.recognise(Candidate.of(entry));
    if (file == null || file.holdsImages()) {
      throw new UnusableInputException(
          "%s must be an IDX file of labels by its name, but is not".formatted(uri));
    }
    if (file.count() != images.count()) {
      throw new UnusableInputException(
          "labels must be as many as images, but were: %d labels (%s) for %d images (%s)"
              .formatted(file.count(), uri, images.count(), images.file().uri()));
    }
    byte[] values = new byte[file.count()];
    try (InputStream in = file.openValues()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = file.readValue(in, i)[0];
      }
    }
    return new IdxLabels(values, namesBeside(uri), true, uri);
  }

  private static List<String> namesBeside(String uri) throws IOException {
    String names = Uris.resolve(Uris.parent(uri), NAMES_FILE);
    if (!StoredFile.exists(names)) {
      return List.of();
    }
    return StoredFile.readText(names).lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static List<String> candidates(String imagesName) {
    String plain =
        imagesName.endsWith(".gz") ? imagesName.substring(0, imagesName.length() - 3) : imagesName;
    String labels = plain.replace("images", "labels").replace("idx3", "idx1");
    List<String> names = new ArrayList<>(List.of(labels, labels + ".gz"));
    if (imagesName.endsWith(".gz")) {
      names.add(0, names.remove(1));
    }
    return names;
  }
}
