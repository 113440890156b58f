package io.github.simclrbeam.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The files that a spec names. A spec is a directory (everything below it), a file, or a glob with
 * {@code * ** ? [ab] {a,b}}. What exists under the very name of the spec is meant before any glob.
 * Files whose names or folders below the base start with a dot are left out, unless the glob spells
 * the dot. A local link that leads nowhere is listed, so that reading it tells that it is missing.
 */
public final class Listing {
  private Listing() {}

  /**
   * Returns the files, each once, ordered by path.
   *
   * @throws FileNotFoundException if nothing matches; the message names the spec
   * @throws IOException if the file system cannot be listed
   */
  public static List<FileEntry> expand(String spec) throws IOException {
    Map<String, FileEntry> found = new TreeMap<>();
    String base = base(spec);
    List<FileEntry> entries = Uris.isLocal(spec) ? local(spec, base) : remote(spec, base);
    entries.forEach(entry -> found.put(entry.uri(), entry));
    if (found.isEmpty()) {
      throw new FileNotFoundException(
          isFolder(spec) ? "there is no file in " + spec : "nothing matches " + spec);
    }
    return found.values().stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  /** Returns the same as {@link #expand}, and no file where nothing matches. */
  public static List<FileEntry> expandIfAny(String spec) throws IOException {
    try {
      return expand(spec);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * Returns whether the spec is a local directory without files below it. Object stores have no
   * directories that hold nothing.
   */
  public static boolean isEmptyFolder(String spec) throws IOException {
    return isFolder(spec) && expandIfAny(spec).isEmpty();
  }

  /**
   * Returns the directory that every file of the spec lies below: the spec itself, or what stands
   * before its first wildcard.
   */
  public static String base(String spec) {
    String plain = Uris.plain(spec);
    Optional<Path> existing = existing(spec);
    if (existing.isPresent()) {
      String path = existing.get().toString();
      return !Files.isDirectory(existing.get()) ? Uris.parent(plain) : path.isEmpty() ? "." : path;
    }
    int wildcard = GlobPattern.firstWildcard(plain);
    if (wildcard == plain.length()) {
      return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
    int slash = plain.lastIndexOf('/', wildcard);
    if (slash < 0) {
      return ".";
    }
    String base = plain.substring(0, Math.max(slash, 1));
    return Uris.isLocal(spec) ? GlobPattern.unescaped(base) : base;
  }

  /** Returns whether the spec has wildcards, and is not the very name of something local. */
  public static boolean isGlob(String spec) {
    String plain = Uris.plain(spec);
    return GlobPattern.firstWildcard(plain) < plain.length() && existing(spec).isEmpty();
  }

  private static boolean isFolder(String spec) {
    return existing(spec).filter(Files::isDirectory).isPresent();
  }

  private static Optional<Path> existing(String spec) {
    if (!Uris.isLocal(spec)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalPaths.of(spec)).filter(Files::exists);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<FileEntry> local(String spec, String base) throws IOException {
    String plain = Uris.plain(spec);
    Path path = LocalPaths.of(plain);
    Path root = LocalPaths.of(base);
    if (Files.isDirectory(path)) {
      List<FileEntry> entries = LocalTree.files(root, Integer.MAX_VALUE);
      return entries.stream().filter(entry -> !GlobPattern.isHidden(entry.path())).toList();
    }
    if (Files.exists(path)) {
      return List.of(new FileEntry(plain, Uris.name(plain), Files.size(path)));
    }
    int wildcard = GlobPattern.firstWildcard(plain);
    if (wildcard == plain.length() || !Files.isDirectory(root)) {
      return List.of();
    }
    List<FileEntry> entries = new ArrayList<>();
    String below = plain.substring(plain.lastIndexOf('/', wildcard) + 1);
    for (String glob : Braces.expand(below)) {
      GlobPattern pattern = GlobPattern.of(glob);
      for (FileEntry entry : LocalTree.files(root, pattern.depth())) {
        if (pattern.matches(entry.path())) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static List<FileEntry> remote(String spec, String base) throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    for (String one : Braces.expand(spec)) {
      boolean directory = one.equals(base) || one.equals(base + "/");
      List<MatchResult.Metadata> files = new ArrayList<>();
      if (!Uris.isBucket(one)) {
        files.addAll(RemoteFile.matched(directory ? base : one));
      }
      if (files.isEmpty() && directory) {
        files.addAll(RemoteFile.matched(base + "/**"));
      }
      boolean dotted = one.startsWith(".", base.length() + 1) || one.contains("/.");
      for (MatchResult.Metadata file : files) {
        String uri = file.resourceId().toString();
        // Of a file that is meant by its very name, as on a local disk.
        String path = uri.equals(base) ? Uris.name(uri) : Uris.relative(base, uri);
        if (dotted || !GlobPattern.isHidden(path)) {
          entries.add(new FileEntry(uri, path, file.sizeBytes()));
        }
      }
    }
    return entries;
  }
}
