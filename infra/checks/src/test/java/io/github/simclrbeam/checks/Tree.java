package io.github.simclrbeam.checks;

import io.github.simclrbeam.beam.ContentDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a directory holds. */
final class Tree {
  private Tree() {}

  /** Returns the SHA-256 of every file below the directory but run.json, by relative path. */
  static Map<String, String> digests(Path directory) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = directory.relativize(path).toString();
        if (!name.equals("run.json")) {
          digests.put(name, ContentDigest.of(Files.readAllBytes(path)));
        }
      }
    }
    return digests;
  }
}
