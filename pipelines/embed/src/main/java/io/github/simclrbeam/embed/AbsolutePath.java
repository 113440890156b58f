package io.github.simclrbeam.embed;

import io.github.simclrbeam.files.Uris;
import java.nio.file.Path;

/** Local paths from the root, so that runs started elsewhere can be compared. */
final class AbsolutePath {
  private AbsolutePath() {}

  /** Returns the path from the root; a uri of another file system as it is. */
  static String of(String path) {
    String plain = Uris.plain(path);
    return plain.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
        ? plain
        : Path.of(plain).toAbsolutePath().normalize().toString();
  }
}
