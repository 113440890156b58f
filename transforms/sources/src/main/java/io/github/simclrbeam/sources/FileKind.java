package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.Uris;
import java.util.Locale;
import java.util.Set;

/** What a file's name tells about it. */
final class FileKind {
  private static final Set<String> IMAGES =
      Set.of(
          "avif", "bmp", "dib", "gif", "heic", "heif", "jfif", "jp2", "jpe", "jpeg", "jpg", "pbm",
          "pgm", "png", "pnm", "ppm", "tif", "tiff", "webp");

  private static final Set<String> UNDECODABLE = Set.of("avif", "heic", "heif");

  private static final Set<String> MANIFESTS = Set.of("csv", "jsonl", "ndjson", "tsv");

  private static final Set<String> OTHERS =
      Set.of(
          "cfg",
          "conf",
          "db",
          "html",
          "ini",
          "ipynb",
          "json",
          "log",
          "md",
          "npy",
          "pdf",
          "properties",
          "py",
          "rst",
          "sh",
          "toml",
          "txt",
          "xml",
          "yaml",
          "yml");

  private static final Set<String> BARE_OTHERS =
      Set.of("authors", "license", "licence", "makefile", "notice", "readme", "sha256sums");

  private FileKind() {}

  /** Returns the name's extension in lower case without its dot; the name when it has none. */
  static String extension(String path) {
    String name = Uris.name(path).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(dot + 1);
  }

  static boolean isNamedAsImage(String path) {
    return IMAGES.contains(extension(path));
  }

  /** Also of one that is compressed. */
  static boolean isNamedAsManifest(String path) {
    return MANIFESTS.contains(extension(path.replaceFirst("(?i)\\.(gz|zst)$", "")));
  }

  /** Also of one that is compressed. */
  static boolean isNamedAsTar(String path) {
    return path.matches("(?i).*\\.(tar|tgz|tzst|tar\\.gz|tar\\.zst)");
  }

  static boolean isUndecodable(String path) {
    return UNDECODABLE.contains(extension(path));
  }

  static boolean isKnownNotToBeAnImage(String path) {
    String extension = extension(path);
    return OTHERS.contains(extension) || BARE_OTHERS.contains(extension);
  }
}
