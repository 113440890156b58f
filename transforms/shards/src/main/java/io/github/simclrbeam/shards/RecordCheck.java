package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.ShardManifest;
import java.util.List;

/** What else a record has to fulfil, beside what a {@link Verification} knows of. */
@FunctionalInterface
public interface RecordCheck {
  /** Nothing else. */
  RecordCheck NONE = (number, record, manifest) -> List.of();

  /**
   * Returns what is wrong with a record, a line each.
   *
   * @param number of the record in its shard, from 0
   * @param record whose checksums and features are right
   * @param manifest of its set, not checked: it may state anything
   */
  List<String> problems(long number, ViewRecord record, ShardManifest manifest);
}
