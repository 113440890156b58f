package io.github.simclrbeam.fetch;

import java.net.URI;

/**
 * A file of a data set as its publisher serves it.
 *
 * @param url where
 * @param bytes its size; 0 when it is not known
 * @param checksum as {@link Checksum#parse} reads it
 */
record RemoteFile(String url, long bytes, String checksum) {
  RemoteFile {
    Checksum.parse(checksum);
  }

  /** The url's last element. */
  String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** Where the file is: at its publisher's, or under the same name below the mirror. */
  URI at(String mirror) {
    if (mirror == null) {
      return URI.create(url);
    }
    return URI.create(mirror.endsWith("/") ? mirror + name() : mirror + "/" + name());
  }

  /** Whether it is a gzipped tar; other files are kept as they are. */
  boolean isArchive() {
    return name().endsWith(".tgz") || name().endsWith(".tar.gz");
  }
}
