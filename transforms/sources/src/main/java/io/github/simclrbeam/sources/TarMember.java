package io.github.simclrbeam.sources;

import java.util.Locale;

/**
 * A member of a tar archive that could be of interest: a file, or something that is named like one.
 *
 * @param path with forward slashes, not beginning with {@code ./} or {@code /}
 * @param offset of its first header in the uncompressed archive
 * @param dataOffset of its bytes there
 * @param bytes its size
 * @param problem why its bytes cannot be had (it is a link, or stored as a sparse file); empty when
 *     they can
 */
record TarMember(String path, long offset, long dataOffset, long bytes, String problem) {

  /** Returns a member of which nothing is known but its path. */
  static TarMember named(String path) {
    return new TarMember(path, -1, -1, -1, "nothing is known of it");
  }

  /** The path up to the first dot of the file's name. */
  String key() {
    return path.substring(0, keyLength());
  }

  /** What follows the key's dot, in lower case; empty when there is no dot. */
  String extension() {
    return keyLength() == path.length()
        ? ""
        : path.substring(keyLength() + 1).toLowerCase(Locale.ROOT);
  }

  /** The name of the folder that it lies in; empty when in none. */
  String folder() {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  boolean isNamedAsImage() {
    return FileKind.isNamedAsImage(path);
  }

  /** Whether the extension has one part only, as in {@code jpg} and unlike {@code seg.png}. */
  boolean isPlain() {
    return !extension().contains(".");
  }

  /** Hidden files, and what macOS puts beside files. */
  boolean isHidden() {
    return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
  }

  boolean isUsable() {
    return problem.isEmpty();
  }

  private int keyLength() {
    int dot = path.indexOf('.', path.lastIndexOf('/') + 1);
    return dot < 0 ? path.length() : dot;
  }
}
