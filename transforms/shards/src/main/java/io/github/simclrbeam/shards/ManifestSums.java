package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must hold between the facts of a manifest that no reader needs: that decoders are counted
 * for every image, and how many shards were planned.
 */
final class ManifestSums {
  private ManifestSums() {}

  static List<String> problems(ShardManifest manifest) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, Long> decoders = new TreeMap<>();
    for (int i = 0; i < manifest.getShardsCount(); i++) {
      Shard shard = manifest.getShards(i);
      long decoded = sum(shard.getDecodersMap());
      if (decoded != shard.getRecords()) {
        problems.add(
            "shards[%d].decoders must sum to its %d records, but sum to: %d"
                .formatted(i, shard.getRecords(), decoded));
      }
      shard.getDecodersMap().forEach((name, images) -> decoders.merge(name, images, Long::sum));
    }
    if (!decoders.equals(manifest.getDecodersMap())) {
      problems.add(
          "decoders must be %s, the shards' sums, but were: %s"
              .formatted(decoders, new TreeMap<>(manifest.getDecodersMap())));
    }
    long planned = Integer.toUnsignedLong(manifest.getPlannedShards());
    long most = Math.max(manifest.getShardsCount(), manifest.getImagesSeen());
    if (planned < manifest.getShardsCount() || planned > most) {
      problems.add(
          "plannedShards must be in [%d, %d], but was: %d"
              .formatted(manifest.getShardsCount(), most, planned));
    }
    return problems;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
