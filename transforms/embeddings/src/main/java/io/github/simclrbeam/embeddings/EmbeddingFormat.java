package io.github.simclrbeam.embeddings;

import java.util.Arrays;
import java.util.Locale;

/** The file formats that embeddings are written in. */
public enum EmbeddingFormat {
  PARQUET,
  TFRECORD;

  /**
   * Returns the format of the name "parquet" or "tfrecord".
   *
   * @throws IllegalArgumentException for any other
   */
  public static EmbeddingFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "format must be parquet or tfrecord, but was: " + name));
  }

  /** Returns the name of one shard's file, e.g. {@code embeddings-00000-of-00004.parquet}. */
  public String fileName(int shard, int shards) {
    return String.format(Locale.ROOT, "embeddings-%05d-of-%05d.%s", shard, shards, this);
  }

  /** Returns the name as options and manifests have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
