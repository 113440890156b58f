package io.github.simclrbeam.sources;

import java.util.List;

/** Images of such files. */
final class ParquetImages {
  private ParquetImages() {}

  static boolean recognise(Candidate file) {
    return false;
  }

  static ImageSource of(List<Candidate> files, SourceSettings settings) {
    throw new UnsupportedOperationException();
  }
}
