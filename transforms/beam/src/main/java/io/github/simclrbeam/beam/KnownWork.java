package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ShardSet;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;

/**
 * What earlier runs into a directory made under the same settings.
 *
 * @param sets whose shards may stand there
 * @param chunks digests of the chunks that an interrupted run finished
 */
record KnownWork(ArrayList<KnownSet> sets, HashSet<String> chunks) implements Serializable {

  static KnownWork load(ShardDestination destination, WorkSettings settings) throws IOException {
    ArrayList<KnownSet> sets = new ArrayList<>();
    for (ShardSet set : StoredSets.find(destination)) {
      if (settings.made(set.getManifest())) {
        sets.add(KnownSet.of(set));
      }
    }
    return new KnownWork(
        sets, new HashSet<>(new FinishedChunks(destination.temporaryDirectory()).digests()));
  }

  /** Returns whether nothing is known: then images need not be compared with anything. */
  boolean isEmpty() {
    return sets.isEmpty() && chunks.isEmpty();
  }
}
