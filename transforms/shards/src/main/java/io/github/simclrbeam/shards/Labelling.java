package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.ShardManifest;

/** How many of a set's records have a label. */
enum Labelling {
  NONE,
  SOME,
  ALL;

  static Labelling of(ShardManifest manifest) {
    if (manifest.getLabelled() == 0) {
      return NONE;
    }
    return manifest.getLabelled() == manifest.getRecords() ? ALL : SOME;
  }
}
