package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.proto.EmbeddingManifest;
import java.util.List;
import java.util.Optional;

/**
 * All rows of a set of embeddings, in file order; at least one, all of one dimension.
 *
 * @param manifest what embed wrote beside them; empty for anyone else's file
 * @param rows in the order of the shards
 */
public record EmbeddingTable(Optional<EmbeddingManifest> manifest, List<EmbeddingRow> rows) {

  public EmbeddingTable {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows must be at least one, but were: 0");
    }
  }

  /** Returns the length of every embedding. */
  public int dimension() {
    return rows.get(0).embedding().length;
  }

  /** Returns the names by label; empty when the file brings none. */
  public List<String> labelNames() {
    return manifest.map(m -> List.copyOf(m.getLabelNamesList())).orElse(List.of());
  }

  /** Returns how many rows have a label. */
  public long labelled() {
    return rows.stream().filter(row -> row.label().isPresent()).count();
  }
}
