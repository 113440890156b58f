package io.github.simclrbeam.evaluate;

import static java.util.Objects.requireNonNull;

import io.github.simclrbeam.proto.EmbeddingManifest;
import java.util.List;
import java.util.Optional;

/**
 * A table of features with what is known about its making.
 *
 * @param table the rows
 * @param manifest what the embedding run says of itself; absent for rows of unknown making
 * @param labelNames the name of each label from 0; may be empty: a label without a name is called
 *     by its number
 */
public record FeatureSet(
    FeatureTable table, Optional<EmbeddingManifest> manifest, List<String> labelNames) {

  /** Checks that nothing is null and copies the names. */
  public FeatureSet {
    requireNonNull(table, "table");
    requireNonNull(manifest, "manifest");
    labelNames = List.copyOf(labelNames);
  }

  /** Rows that an embedding run wrote; the label names are the manifest's. */
  public static FeatureSet of(FeatureTable table, EmbeddingManifest manifest) {
    return new FeatureSet(table, Optional.of(manifest), manifest.getLabelNamesList());
  }

  /** Rows of unknown making. */
  public static FeatureSet of(FeatureTable table, List<String> labelNames) {
    return new FeatureSet(table, Optional.empty(), labelNames);
  }
}
