package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.Shard;
import java.io.Serializable;

/**
 * A shard's records in a file, all of them.
 *
 * @param shard its number among the planned shards
 * @param uri of the file: a temporary one, or where an earlier run left it
 * @param kept whether an earlier run made it
 * @param facts as in the manifest, without the file's name
 */
record ShardFile(int shard, String uri, boolean kept, Shard facts) implements Serializable {

  /** Returns one that an earlier run made. */
  static ShardFile kept(int shard, String uri, Shard facts) {
    return new ShardFile(shard, uri, true, facts.toBuilder().clearFile().build());
  }

  /** Returns one that this run made. */
  static ShardFile made(int shard, String uri, Shard facts) {
    return new ShardFile(shard, uri, false, facts);
  }
}
