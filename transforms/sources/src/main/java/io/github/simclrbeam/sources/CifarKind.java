package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Uris;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The two layouts of CIFAR's binary files (cs.toronto.edu/~kriz/cifar.html): records of one or two
 * label bytes and an image's bytes, with nothing before, between or after.
 */
enum CifarKind {
  TEN("CIFAR-10", "data_batch_[0-9]+|test_batch", List.of(CifarLabel.LABEL)),
  HUNDRED("CIFAR-100", "train|test", List.of(CifarLabel.COARSE, CifarLabel.FINE));

  /** Pixels, the same both ways. */
  static final int SIDE = 32;

  static final int IMAGE_BYTES = 3 * SIDE * SIDE;

  private final String inWords;
  private final String names;
  private final List<CifarLabel> labels;

  CifarKind(String inWords, String names, List<CifarLabel> labels) {
    this.inWords = inWords;
    this.names = names;
    this.labels = labels;
  }

  /** Returns the kind whose files are called so, whatever follows the first dot. */
  static Optional<CifarKind> named(String path) {
    String stem = Uris.name(path).toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
    for (CifarKind kind : values()) {
      if (stem.matches(kind.names)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The label bytes, in the order in which they stand before each image. */
  List<CifarLabel> labels() {
    return labels;
  }

  int recordBytes() {
    return labels.size() + IMAGE_BYTES;
  }

  /** Returns whether every label that a file's first bytes show is one. */
  boolean fits(byte[] head) {
    for (int record = 0; record < head.length; record += recordBytes()) {
      for (int i = 0; i < labels.size() && record + i < head.length; i++) {
        if ((head[record + i] & 0xff) >= labels.get(i).count()) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return inWords;
  }
}
