package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Files of labels that lie beside files of images. */
final class LabelsBeside {
  private LabelsBeside() {}

  /**
   * Returns the file of that name beside another, compressed or not.
   *
   * @param images the other one; labels that are compressed as it is come before others
   * @param name without the ending of a compressed file
   */
  static Optional<Candidate> find(Candidate images, String name) throws IOException {
    String own = Uris.name(images.entry().path()).substring(Uris.name(images.path()).length());
    for (String ending : List.of(own, "", ".gz", ".zst")) {
      String uri = Uris.resolve(Uris.parent(images.uri()), name + ending);
      if (!uri.equals(images.uri()) && StoredFile.exists(uri)) {
        return Optional.of(Candidate.of(new FileEntry(uri, Uris.name(uri), StoredFile.size(uri))));
      }
    }
    return Optional.empty();
  }
}
