package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Optional;

/**
 * A binary file of STL-10 (cs.stanford.edu/~acoates/stl10): images of 96 x 96 pixels and nothing
 * else. It is known by its name alone, {@code *_X.bin}; its labels, one byte each from 1 to {@value
 * #LABELS}, stand in {@code *_y.bin} beside it.
 *
 * @param file the file
 * @param images how many it holds
 * @param labels one an image; empty when there is no label file
 * @param labelled whether there is one
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
record StlFile(Candidate file, long images, byte[] labels, boolean labelled)
    implements Serializable {
  static final int SIDE = 96;
  static final int IMAGE_BYTES = 3 * SIDE * SIDE;
  static final int LABELS = 10;

  private static final String IMAGES_ENDING = "_X.bin";
  private static final String LABELS_ENDING = "_y.bin";

  static boolean holdsImages(Candidate file) {
    return file.path().endsWith(IMAGES_ENDING);
  }

  static boolean holdsLabels(Candidate file) {
    return file.path().endsWith(LABELS_ENDING);
  }

  /**
   * Returns a file of images with its labels.
   *
   * @throws UnusableInputException if its size is none, or the labels are not as many or no labels
   */
  static StlFile of(Candidate file) throws IOException {
    long bytes = file.uncompressedBytes();
    if (bytes % IMAGE_BYTES != 0) {
      throw new UnusableInputException(
          "%s must have a multiple of %d bytes%s as its name is one of STL-10, but has: %d"
              .formatted(
                  file.uri(), IMAGE_BYTES, file.compressed() ? " (uncompressed)" : "", bytes));
    }
    long images = bytes / IMAGE_BYTES;
    String name = Uris.name(file.path());
    String stem = name.substring(0, name.length() - IMAGES_ENDING.length());
    Optional<Candidate> labels = LabelsBeside.find(file, stem + LABELS_ENDING);
    return labels.isPresent()
        ? new StlFile(file, images, labels(labels.get(), images, file), true)
        : new StlFile(file, images, new byte[0], false);
  }

  /** The byte of the (uncompressed) file where an image begins. */
  long offset(long index) {
    return index * IMAGE_BYTES;
  }

  private static byte[] labels(Candidate labels, long images, Candidate file) throws IOException {
    long bytes = labels.uncompressedBytes();
    if (bytes != images) {
      throw new UnusableInputException(
          "labels must be as many as images, but were: %d labels (%s) for %d images (%s)"
              .formatted(bytes, labels.uri(), images, file.uri()));
    }
    byte[] values;
    try (InputStream in = labels.open()) {
      values = in.readNBytes(Math.toIntExact(images));
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 1 || values[i] > LABELS) {
        throw new UnusableInputException(
            "%s is a file of STL-10 labels, so that byte %d must be from 1 to %d, but is: %d"
                .formatted(labels.uri(), i, LABELS, values[i] & 0xff));
      }
    }
    return values;
  }
}
