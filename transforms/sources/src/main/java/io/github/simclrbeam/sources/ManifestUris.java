package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Schemes;
import io.github.simclrbeam.files.Uris;
import java.util.Locale;

/**
 * Where the images stand that a manifest names. What it writes is taken letter by letter: a percent
 * sign, a hash or a space is itself. Only {@code file:} uris are decoded.
 */
final class ManifestUris {
  private static final int MOST_SHOWN = 200;

  private ManifestUris() {}

  /**
   * Returns the uri of what is written: relative paths begin at the manifest's directory, absolute
   * ones and other uris stand for themselves.
   *
   * @throws IllegalArgumentException if no file system here reads it, and says which ones do; or if
   *     it is a folder of a store
   */
  static String resolve(String manifest, String written) {
    String uri = place(manifest, written);
    if (!Uris.isLocal(uri) && (uri.endsWith("/") || Uris.isBucket(uri))) {
      throw new IllegalArgumentException(uri + " is a folder; an image must be a file");
    }
    return uri;
  }

  private static String place(String manifest, String written) {
    if (!Uris.isLocal(written)) {
      check(written);
      return written;
    }
    String path = Uris.plain(written);
    if (path.startsWith("/")) {
      return path;
    }
    String directory = Uris.parent(manifest);
    return Uris.isLocal(directory) ? Uris.resolve(directory, path) : resolveRemote(directory, path);
  }

  /** Object stores know no dots; the local file system goes up behind links itself. */
  private static String resolveRemote(String directory, String path) {
    if (path.startsWith("./")) {
      return resolveRemote(directory, path.substring(2));
    }
    return path.startsWith("../")
        ? resolveRemote(Uris.parent(directory), path.substring(3))
        : Uris.resolve(directory, path);
  }

  private static void check(String uri) {
    if (!Schemes.isKnown(uri)) {
      String others = String.join(", ", Schemes.known());
      throw new IllegalArgumentException(
          "%s is at %s, where nothing here reads; images must be at local paths, file: uris%s"
              .formatted(
                  uri.length() > MOST_SHOWN ? uri.substring(0, MOST_SHOWN) + "..." : uri,
                  uri.substring(0, uri.indexOf(':') + 1).toLowerCase(Locale.ROOT),
                  others.isEmpty() ? "" : " or uris of " + others));
    }
  }
}
