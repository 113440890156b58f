package io.github.simclrbeam.views;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.Finding;

/**
 * A record of a set, as one tells it to somebody.
 *
 * @param shard its shard's number
 * @param file its shard's name
 * @param number of the record in its shard, from 0
 * @param id of its image
 */
record RecordPlace(int shard, String file, long number, String id) {
  /**
   * Returns the place.
   *
   * @param index of the record in the set, from 0
   */
  static RecordPlace of(ShardManifest manifest, long index, String id) {
    int shard = 0;
    long number = index;
    while (number >= manifest.getShards(shard).getRecords()) {
      number -= manifest.getShards(shard).getRecords();
      shard++;
    }
    Shard its = manifest.getShards(shard);
    return new RecordPlace(shard, its.getFile(), number, id);
  }

  Finding finding(String message) {
    return new Finding(file, number, id, -1, message);
  }
}
