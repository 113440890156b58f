package io.github.simclrbeam.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run directory holds that equal runs hold alike: all of its files but run.json, and of its
 * speed how much.
 */
final class RunSnapshot {
  private RunSnapshot() {}

  /** Returns digests by path; an empty directory is a path too. */
  static Map<String, String> of(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(run)) {
      for (Path path : paths.toList()) {
        String name = run.relativize(path).toString();
        if (Files.isRegularFile(path)) {
          boolean speed = name.startsWith("events/speed/");
          files.put(name, speed ? Files.size(path) + " bytes" : digest(Files.readAllBytes(path)));
        } else if (isEmpty(path)) {
          files.put(name + "/", "empty");
        }
      }
    }
    files.remove("run.json");
    return files;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> below = Files.list(directory)) {
      return below.findAny().isEmpty();
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
