package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.shards.ShardNames;
import java.io.Serializable;
import java.util.UUID;

/**
 * Where a set of shards is written and what it is called.
 *
 * @param directory where; temporary files stand in {@code .tmp} below it while the run lasts
 * @param dataset first part of the files' names
 * @param split second part of the files' names
 * @param indexed whether an index is written beside every shard
 */
public record ShardDestination(String directory, String dataset, String split, boolean indexed)
    implements Serializable {
  private static final String TEMPORARY = ".tmp";
  private static final String ASIDE = "kept-";

  public ShardDestination {
    // Checks the words.
    ShardNames.name(dataset, split, 0, 1);
  }

  /** One without indexes. */
  public ShardDestination(String directory, String dataset, String split) {
    this(directory, dataset, split, false);
  }

  /** Returns the uri of a shard. */
  String shard(int index, int count) {
    return Uris.resolve(directory, ShardNames.name(dataset, split, index, count));
  }

  /** Returns the directory of temporary files. */
  public String temporaryDirectory() {
    return Uris.resolve(directory, TEMPORARY);
  }

  /** Returns where a shard's file waits until its new name is free. */
  String asideFile(String inputDigest) {
    return Uris.resolve(temporaryDirectory(), ASIDE + inputDigest);
  }

  /** Returns whether a file in the directory of temporary files is one of these. */
  static boolean isAside(String name) {
    return name.startsWith(ASIDE);
  }

  /**
   * Returns a new uri each time: two attempts at one task, at once or after one another, never
   * write to one file.
   */
  String newTemporaryFile(String what) {
    return Uris.resolve(temporaryDirectory(), what + "-" + UUID.randomUUID());
  }
}
