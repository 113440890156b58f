package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.ShardManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between the records of a set, given to it one by one in their order. */
final class RecordSequence {
  private final ShardManifest manifest;
  private final ImageOrder order;
  private final Set<String> ids = new HashSet<>();
  private String lastId = "";
  private long lastHash;

  RecordSequence(ShardManifest manifest) {
    this.manifest = manifest;
    this.order = new ImageOrder(manifest.getSeed());
  }

  List<String> problems(ViewRecord record) {
    List<String> problems = new ArrayList<>(RecordRules.problems(record, manifest));
    if (!ids.add(record.id())) {
      problems.add("id is there twice: " + record.id());
    }
    long hash = order.hash(record.id());
    if (!lastId.isEmpty() && ImageOrder.compare(lastHash, lastId, hash, record.id()) > 0) {
      problems.add(
          "the record must stand before that of %s, but stands behind it: %s"
              .formatted(lastId, record.id()));
    }
    lastId = record.id();
    lastHash = hash;
    return problems;
  }
}
