package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set of shards that was complete once, by what its shards were made from.
 *
 * @param shards by input digest
 * @param deadLetters by the image's id
 * @param warnings by the image's id
 */
record KnownSet(
    HashMap<String, Shard> shards,
    HashMap<String, List<DeadLetter>> deadLetters,
    HashMap<String, List<ImageWarning>> warnings)
    implements Serializable {

  static KnownSet of(ShardSet set) {
    KnownSet known = new KnownSet(new HashMap<>(), new HashMap<>(), new HashMap<>());
    set.getManifest().getShardsList().forEach(s -> known.shards.put(s.getInputDigest(), s));
    set.getDeadLettersList().forEach(l -> add(known.deadLetters, l.getId(), l));
    set.getWarningsList().forEach(w -> add(known.warnings, w.getId(), w));
    return known;
  }

  private static <T> void add(Map<String, List<T>> byId, String id, T value) {
    byId.computeIfAbsent(id, i -> new ArrayList<>()).add(value);
  }

  /**
   * Returns the shard that was made from this.
   *
   * @return empty if there is none, or if what is written about its images is not what its manifest
   *     counts
   */
  Optional<KnownShard> find(String inputDigest, Map<String, String> uris) {
    Shard shard = shards.get(inputDigest);
    if (shard == null) {
      return Optional.empty();
    }
    List<DeadLetter> letters = new ArrayList<>();
    List<ImageWarning> warned = new ArrayList<>();
    for (String id : uris.keySet()) {
      letters.addAll(deadLetters.getOrDefault(id, List.of()));
      for (ImageWarning warning : warnings.getOrDefault(id, List.of())) {
        // Others were found before decoding, and will be again if they still hold.
        if (shard.containsWarningsByReason(warning.getReason())) {
          warned.add(warning);
        }
      }
    }
    boolean complete =
        letters.size() == shard.getDeadLetters()
            && new ImageWarnings(warned).byReason().equals(shard.getWarningsByReasonMap());
    return complete ? Optional.of(new KnownShard(shard, letters, warned)) : Optional.empty();
  }
}
