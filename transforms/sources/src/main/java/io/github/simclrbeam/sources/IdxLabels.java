package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Uris;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The labels of an IDX file of images, one unsigned byte each.
 *
 * @param values one label an image; empty when there is no label file
 * @param uri of the label file; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
record IdxLabels(byte[] values, String uri) implements Serializable {
  private static final String NAMES_FILE = "label-names.txt";

  /**
   * Returns the labels that belong to a file of images.
   *
   * @throws UnusableInputException if they are not as many as the images, or not IDX labels
   */
  static IdxLabels beside(IdxFile images) throws IOException {
    String name = Uris.name(images.file().path()).replace("images", "labels");
    Optional<Candidate> labels = LabelsBeside.find(images.file(), name.replace("idx3", "idx1"));
    return labels.isPresent() ? read(images, labels.get()) : new IdxLabels(new byte[0], "");
  }

  /** Whether there is a label file. */
  boolean known() {
    return !uri.isEmpty();
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
  static List<String> names(List<IdxLabels> all, List<String> given) throws IOException {
    int labels = 0;
    for (IdxLabels one : all) {
      for (byte value : one.values) {
        labels = Math.max(labels, (value & 0xff) + 1);
      }
    }
    List<String> uris = all.stream().filter(IdxLabels::known).map(IdxLabels::uri).toList();
    List<String> names = NamesBeside.of(uris, NAMES_FILE, labels, given);
    return names.isEmpty() ? numbers(labels) : names;
  }

  private static List<String> numbers(int labels) {
    List<String> numbers = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      numbers.add(Integer.toString(label));
    }
    return List.copyOf(numbers);
  }

  private static IdxLabels read(IdxFile images, Candidate labels) throws IOException {
    IdxFile file = IdxFile.recognise(labels);
    if (file == null || file.holdsImages()) {
      throw new UnusableInputException(
          "%s must be an IDX file of labels by its name, but is not".formatted(labels.uri()));
    }
    if (file.count() != images.count()) {
      throw new UnusableInputException(
          "labels must be as many as images, but were: %d labels (%s) for %d images (%s)"
              .formatted(file.count(), labels.uri(), images.count(), images.file().uri()));
    }
    // Grows as it is read: the count is what the file says of itself.
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    try (InputStream in = file.openValues()) {
      for (int i = 0; i < file.count(); i++) {
        values.write(file.readValue(in, i));
      }
    }
    return new IdxLabels(values.toByteArray(), labels.uri());
  }
}
