package io.github.simclrbeam.embeddings;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One image's (or view's) embedding.
 *
 * @param id the image's id, or {@code <image id>#<view index>} for a row per view; not empty
 * @param uri where the image was read from; empty when unknown
 * @param contentDigest SHA-256, hex, of the image's bytes; empty when unknown
 * @param label an index into the manifest's label names, >= 0; empty when unlabelled
 * @param embedding at least one number; not copied, so do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by value, below.
public record EmbeddingRow(
    String id, String uri, String contentDigest, OptionalInt label, float[] embedding) {

  public EmbeddingRow {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(contentDigest, "contentDigest");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id must not be empty");
    }
    if (label.isPresent() && label.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "label must be >= 0, but was: %d (%s)".formatted(label.getAsInt(), id));
    }
    if (embedding.length == 0) {
      throw new IllegalArgumentException("embedding must not be empty (" + id + ")");
    }
  }

  /** Equal when all is equal, every number bit for bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof EmbeddingRow that
        && id.equals(that.id)
        && uri.equals(that.uri)
        && contentDigest.equals(that.contentDigest)
        && label.equals(that.label)
        && Arrays.equals(embedding, that.embedding);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, uri, contentDigest, label) * 31 + Arrays.hashCode(embedding);
  }

  @Override
  public String toString() {
    return "EmbeddingRow[%s, label %s, %d numbers]"
        .formatted(id, label.isPresent() ? label.getAsInt() : "unknown", embedding.length);
  }
}
