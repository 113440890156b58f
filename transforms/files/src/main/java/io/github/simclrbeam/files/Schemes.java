package io.github.simclrbeam.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/** Which file systems are there: those whose jars are on the class path. */
public final class Schemes {
  /** Those that Beam has, with jars of their own. */
  private static final List<String> POSSIBLE = List.of("gs", "s3", "hdfs", "azfs");

  private static final int MOST_SHOWN = 200;

  private Schemes() {}

  /** Returns why nothing here reads or writes a uri, with those that could be; empty if it can. */
  public static Optional<String> problem(String uri) {
    if (Uris.isLocal(uri) || isKnown(uri)) {
      return Optional.empty();
    }
    String scheme = uri.substring(0, uri.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    List<String> others = known();
    return Optional.of(
        "%s is at %s, where nothing here reads or writes; known are local paths, file:%s"
            .formatted(
                uri.length() > MOST_SHOWN ? uri.substring(0, MOST_SHOWN) + "..." : uri,
                scheme,
                others.isEmpty() ? "" : ", " + String.join(":, ", others) + ":"));
  }

  /** Returns the schemes of the file systems that are there beside the local one, e.g. "gs". */
  public static List<String> known() {
    return POSSIBLE.stream().filter(scheme -> isKnown(scheme + "://some/file")).toList();
  }

  /** Returns whether a file system here takes the uri. */
  public static boolean isKnown(String uri) {
    try {
      return !FileSystems.matchNewResource(uri, false).isDirectory();
    } catch (RuntimeException e) {
      // No such file system, or one that cannot take the uri apart: each throws what it likes.
      return false;
    }
  }
}
