package io.github.simclrbeam.views;

import io.github.simclrbeam.files.Uris;
import java.nio.file.Path;

/** An input or output as it is written down. */
final class InputPath {
  private InputPath() {}

  /** Returns a local path from the root, so that it can be found again from elsewhere. */
  static String absolute(String path) {
    return Uris.isLocal(path)
        ? Path.of(Uris.plain(path)).toAbsolutePath().normalize().toString()
        : path;
  }
}
