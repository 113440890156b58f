package io.github.simclrbeam.files;

import java.util.List;
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
    Optional<String> refusal = Uris.isLocal(uri) ? Optional.empty() : refusal(uri);
    if (refusal.isEmpty()) {
      return Optional.empty();
    }
    String shown = uri.length() > MOST_SHOWN ? uri.substring(0, MOST_SHOWN) + "..." : uri;
    String scheme = Uris.scheme(uri);
    List<String> others = known();
    if (others.contains(scheme)) {
      return Optional.of("%s cannot be used: %s".formatted(shown, refusal.get()));
    }
    return Optional.of(
        "%s is at %s:, where nothing here reads or writes; known are local paths, file:%s"
            .formatted(
                shown, scheme, others.isEmpty() ? "" : ", " + String.join(":, ", others) + ":"));
  }

  /** Returns the schemes of the file systems that are there beside the local one, e.g. "gs". */
  public static List<String> known() {
    return POSSIBLE.stream().filter(scheme -> isKnown(scheme + "://some/file")).toList();
  }

  /** Returns whether a file system here takes the uri, be it of a file, a folder or a bucket. */
  public static boolean isKnown(String uri) {
    return refusal(uri).isEmpty();
  }

  private static Optional<String> refusal(String uri) {
    try {
      // As a folder: of a file they refuse a slash at the end.
      FileSystems.matchNewResource(Uris.resolve(uri, ""), true);
      return Optional.empty();
    } catch (RuntimeException e) {
      // No such file system, or one that cannot take the uri apart: each throws what it likes.
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }
}
