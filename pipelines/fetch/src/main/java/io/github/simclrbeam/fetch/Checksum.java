package io.github.simclrbeam.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file's bytes must add up to.
 *
 * @param kind sha256 or md5; a publisher that states only the latter protects against accidents,
 *     not against malice
 * @param hex lower-case digits: 64 or 32
 */
record Checksum(String kind, String hex) {
  Checksum {
    boolean known =
        (kind.equals("sha256") && hex.matches("[0-9a-f]{64}"))
            || (kind.equals("md5") && hex.matches("[0-9a-f]{32}"));
    if (!known) {
      throw new IllegalArgumentException(
          "a checksum must be sha256: and 64 or md5: and 32 hex digits, but was: "
              + kind
              + ":"
              + hex);
    }
  }

  /** Parses {@code sha256:HEX} or {@code md5:HEX}. */
  static Checksum parse(String text) {
    int colon = text.indexOf(':');
    return new Checksum(text.substring(0, Math.max(colon, 0)), text.substring(colon + 1));
  }

  /** Returns the checksum of the same kind that the file has. */
  Checksum of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(kind.equals("md5") ? "MD5" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return kind + ":" + hex;
  }
}
