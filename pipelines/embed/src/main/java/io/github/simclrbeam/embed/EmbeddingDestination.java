package io.github.simclrbeam.embed;

import io.github.simclrbeam.embeddings.EmbeddingFormat;
import io.github.simclrbeam.files.Uris;
import java.io.Serializable;
import java.util.UUID;

/**
 * Where embeddings are written.
 *
 * @param directory temporary files stand in {@code .tmp} below it while the run lasts
 */
record EmbeddingDestination(String directory, EmbeddingFormat format) implements Serializable {

  /** Returns the uri of one shard. */
  String shard(int index, int count) {
    return Uris.resolve(directory, format.fileName(index, count));
  }

  String temporaryDirectory() {
    return Uris.resolve(directory, ".tmp");
  }

  /** Returns a new uri each time, so that two attempts at one task never write to one file. */
  String newTemporaryFile(int shard) {
    return Uris.resolve(temporaryDirectory(), "embeddings-" + shard + "-" + UUID.randomUUID());
  }
}
