package io.github.simclrbeam.probe;

import io.github.simclrbeam.embeddings.EmbeddingRow;
import io.github.simclrbeam.embeddings.EmbeddingTable;
import io.github.simclrbeam.evaluate.FeatureSet;
import io.github.simclrbeam.evaluate.FeatureTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set of embeddings as an evaluation takes it, and where the images stand.
 *
 * @param features the rows, labels, ids and digests
 * @param uris by image id; without the images whose place is unknown
 */
record EmbeddedImages(FeatureSet features, Map<String, String> uris) {

  static EmbeddedImages of(EmbeddingTable table) {
    int size = table.rows().size();
    float[][] rows = new float[size][];
    int[] labels = new int[size];
    List<String> ids = new ArrayList<>(size);
    List<String> digests = new ArrayList<>(size);
    Map<String, String> uris = new HashMap<>();
    for (int i = 0; i < size; i++) {
      EmbeddingRow row = table.rows().get(i);
      rows[i] = row.embedding();
      labels[i] = row.label().orElse(FeatureTable.UNLABELLED);
      ids.add(row.id());
      digests.add(row.contentDigest());
      if (!row.uri().isEmpty()) {
        uris.put(row.id(), row.uri());
      }
    }
    FeatureTable features = new FeatureTable(rows, labels, ids, digests);
    return new EmbeddedImages(new FeatureSet(features, table.manifest(), table.labelNames()), uris);
  }

  /** Returns where the image stands; empty when unknown. */
  Optional<ImageAt> at(String id) {
    return Optional.ofNullable(uris.get(id)).map(uri -> new ImageAt(id, uri));
  }
}
