package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.IOException;
import java.util.function.Consumer;

/** One file's rows. */
interface RowSource {
  /**
   * Gives every row in file order.
   *
   * @throws io.github.simclrbeam.shards.CorruptShardException if the file is damaged
   * @throws IncompatibleFormatException if it is whole, but holds no embeddings, or {@code rows}
   *     refuses one with an IllegalArgumentException
   */
  void forEach(Consumer<EmbeddingRow> rows) throws IOException;

  /** Returns what to throw when a row is not one of ours: the complaint and the place. */
  static IncompatibleFormatException refused(
      String uri, long row, IllegalArgumentException complaint) {
    IncompatibleFormatException refused =
        new IncompatibleFormatException(
            "%s (%s, row %d)".formatted(complaint.getMessage(), uri, row));
    refused.initCause(complaint);
    return refused;
  }
}
