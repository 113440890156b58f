package io.github.simclrbeam.files;

/**
 * Uris and local paths as strings, with forward slashes. A local file is named by its plain path,
 * never by {@code file:}.
 */
public final class Uris {
  private Uris() {}

  /** Returns the uri without {@code file:} and its slashes; others unchanged. */
  public static String plain(String uri) {
    if (!uri.startsWith("file:")) {
      return uri;
    }
    String path = uri.substring("file:".length());
    return path.startsWith("//") ? path.substring(2) : path;
  }

  /** Returns whether this names a file of the local disk: a plain path or {@code file:}. */
  public static boolean isLocal(String uri) {
    return uri.startsWith("file:") || !uri.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]+:/.*");
  }

  /** Returns directory + "/" + name. */
  public static String resolve(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  /** Returns the uri without its last element; "." for a bare name. */
  public static String parent(String uri) {
    String trimmed = trim(uri);
    int slash = trimmed.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : trimmed.substring(0, slash);
  }

  /** Returns the uri's last element, of a directory too. */
  public static String name(String uri) {
    String trimmed = trim(uri);
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** Returns the part of the uri below the base; the uri itself when it does not lie there. */
  public static String relative(String base, String uri) {
    String prefix = base.endsWith("/") ? base : base + "/";
    if (uri.startsWith(prefix)) {
      return uri.substring(prefix.length());
    }
    int at = base.equals(".") ? -1 : uri.indexOf("/" + prefix);
    return at < 0 ? uri : uri.substring(at + 1 + prefix.length());
  }

  private static String trim(String uri) {
    return uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
