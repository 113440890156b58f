package io.github.simclrbeam.files;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Local paths from uris and back. */
final class LocalPaths {
  private LocalPaths() {}

  /**
   * Returns the path.
   *
   * @throws IOException if the platform's locale cannot spell it; says what to do
   */
  static Path of(String uri) throws IOException {
    String plain = Uris.plain(uri);
    try {
      return Path.of(plain);
    } catch (InvalidPathException e) {
      throw new IOException(
          "this locale cannot spell the path; start with LC_ALL=C.UTF-8: " + plain, e);
    }
  }

  /** Returns the uri, after checking that it leads back to the path. */
  static String uri(Path path) throws IOException {
    String uri = path.toString();
    if (!of(uri).equals(path)) {
      throw new IOException("this locale cannot spell the path; start with LC_ALL=C.UTF-8: " + uri);
    }
    return uri;
  }
}
