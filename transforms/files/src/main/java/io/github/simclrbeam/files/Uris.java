package io.github.simclrbeam.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Uris and local paths as strings, with forward slashes. A local file is named by its plain path,
 * never by {@code file:}.
 */
public final class Uris {
  private static final String LOCAL = "file:";

  private Uris() {}

  /** Returns the local path that a {@code file:} uri stands for, decoded; others unchanged. */
  public static String plain(String uri) {
    if (!uri.startsWith(LOCAL)) {
      return uri;
    }
    try {
      String path = new URI(uri).getPath();
      if (path != null) {
        return path;
      }
    } catch (URISyntaxException e) {
      // Written by hand, without encoding spaces and the like: taken as it stands.
    }
    String rest = uri.substring(LOCAL.length());
    return rest.startsWith("//") ? rest.substring(2) : rest;
  }

  /** Returns whether this names a file of the local disk: a plain path or {@code file:}. */
  public static boolean isLocal(String uri) {
    return uri.startsWith(LOCAL) || !uri.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]+:/.*");
  }

  /** Returns what stands before the first colon of a uri that is not local, e.g. "gs"; else "". */
  static String scheme(String uri) {
    return isLocal(uri) ? "" : uri.substring(0, uri.indexOf(':')).toLowerCase(Locale.ROOT);
  }

  /** Returns whether this names a store's bucket as a whole, e.g. "gs://photos". */
  public static boolean isBucket(String uri) {
    return !isLocal(uri) && uri.matches("[^/]+://[^/]*/?");
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
    return uri.startsWith(prefix) ? uri.substring(prefix.length()) : uri;
  }

  private static String trim(String uri) {
    return uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
