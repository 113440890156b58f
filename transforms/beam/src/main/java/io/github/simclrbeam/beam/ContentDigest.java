package io.github.simclrbeam.beam;

import io.github.simclrbeam.sources.ImageContent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 in lower-case hex: what an image's or a shard's content is known by. */
public final class ContentDigest {
  private ContentDigest() {}

  /** Returns the digest of the bytes, 64 hex digits. */
  public static String of(byte[] bytes) {
    return hex(sha256().digest(bytes));
  }

  /**
   * Returns the digest of an image's encoded bytes, or of its pixels as they stand in a file; empty
   * when they could not be had.
   */
  static Optional<String> of(ImageContent content) {
    if (content instanceof ImageContent.Encoded encoded) {
      return Optional.of(of(encoded.bytes()));
    }
    return content instanceof ImageContent.Raw raw
        ? Optional.of(of(raw.stored()))
        : Optional.empty();
  }

  /** Returns the digest of texts one behind the other, as UTF-8. */
  static String ofTexts(Iterable<String> texts) {
    MessageDigest sha = sha256();
    texts.forEach(text -> sha.update(text.getBytes(StandardCharsets.UTF_8)));
    return hex(sha.digest());
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
