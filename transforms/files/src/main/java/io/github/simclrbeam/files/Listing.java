package io.github.simclrbeam.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The files that a spec names. A spec is a directory (everything below it), a file, or a glob with
 * {@code * ** ? [ab] {a,b}}. Files below a directory whose names or folders start with a dot are
 * left out.
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
    if (isLocal(spec) && Files.exists(Path.of(localPath(spec)))) {
      for (FileEntry entry : walk(Path.of(localPath(spec)))) {
        found.put(entry.uri(), entry);
      }
    } else {
      for (String one : Braces.expand(spec)) {
        for (MatchResult.Metadata file : match(one, base)) {
          String uri = Uris.plain(file.resourceId().toString());
          found.put(uri, new FileEntry(uri, Uris.relative(base, uri), file.sizeBytes()));
        }
      }
    }
    if (found.isEmpty()) {
      throw new FileNotFoundException("nothing matches " + spec);
    }
    return found.values().stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  /**
   * Returns the directory that every file of the spec lies below: the spec itself, or what stands
   * before its first wildcard.
   */
  public static String base(String spec) {
    if (isLocal(spec)) {
      Path path = Path.of(localPath(spec));
      if (Files.isDirectory(path)) {
        return Uris.plain(path.toString());
      }
      if (Files.exists(path)) {
        return Uris.parent(Uris.plain(path.toString()));
      }
    }
    int wildcard = spec.length();
    for (char c : new char[] {'*', '?', '[', '{'}) {
      int at = spec.indexOf(c);
      wildcard = at < 0 ? wildcard : Math.min(wildcard, at);
    }
    if (wildcard == spec.length()) {
      return Uris.plain(spec.endsWith("/") ? spec.substring(0, spec.length() - 1) : spec);
    }
    int slash = spec.lastIndexOf('/', wildcard);
    return slash < 0 ? "." : Uris.plain(spec.substring(0, Math.max(slash, 1)));
  }

  private static Collection<MatchResult.Metadata> match(String spec, String base)
      throws IOException {
    List<MatchResult.Metadata> files = new ArrayList<>(matched(spec));
    boolean directory = spec.equals(base) || spec.equals(base + "/");
    if (files.isEmpty() && directory) {
      files.addAll(matched(base + "/**"));
      files.removeIf(file -> hidden(Uris.relative(base, file.resourceId().toString())));
    }
    files.removeIf(file -> file.resourceId().isDirectory());
    return files;
  }

  private static List<MatchResult.Metadata> matched(String spec) throws IOException {
    MatchResult result = FileSystems.match(spec, EmptyMatchTreatment.ALLOW);
    return result.status() == MatchResult.Status.NOT_FOUND ? List.of() : result.metadata();
  }

  private static List<FileEntry> walk(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of(
          new FileEntry(
              Uris.plain(root.toString()), root.getFileName().toString(), Files.size(root)));
    }
    List<FileEntry> entries = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String relative = root.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path) && !hidden(relative)) {
          entries.add(new FileEntry(Uris.plain(path.toString()), relative, Files.size(path)));
        }
      }
    }
    return entries;
  }

  private static boolean hidden(String relative) {
    return relative.startsWith(".") || relative.contains("/.");
  }

  private static boolean isLocal(String spec) {
    return spec.startsWith("file:") || !spec.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
  }

  private static String localPath(String spec) {
    return Uris.plain(spec);
  }
}
