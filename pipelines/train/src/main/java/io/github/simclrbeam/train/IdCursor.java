package io.github.simclrbeam.train;

import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.shards.RandomAccessShards;
import java.io.IOException;

/** A walk over the ids of a set of view shards, which ascend by (hash, id). Not thread-safe. */
final class IdCursor {
  private final RandomAccessShards shards;
  private final String directory;
  private final ImageOrder order;
  private int place;
  private String id;
  private long hash;

  /** Stands at the first id, if there is one. */
  IdCursor(RandomAccessShards shards, String directory) throws IOException {
    this.shards = shards;
    this.directory = directory;
    this.order = new ImageOrder(shards.manifest().getSeed());
    read();
  }

  /** Returns how many ids there are. */
  int size() {
    return shards.size();
  }

  /** Returns where it stands, from 0. */
  int place() {
    return place;
  }

  /** Returns whether it stands at an id and not behind the last. */
  boolean stands() {
    return id != null;
  }

  /** Returns whether both stand at the same id. */
  boolean standsWith(IdCursor other) {
    return stands() && other.stands() && id.equals(other.id);
  }

  /** Compares where two of one seed stand; negative when this one's id comes first. */
  int compareTo(IdCursor other) {
    return ImageOrder.compare(hash, id, other.hash, other.id);
  }

  /**
   * Goes on to the next id.
   *
   * @throws CorruptShardException if that should not come behind this one
   */
  void next() throws IOException {
    String before = id;
    long hashBefore = hash;
    place++;
    read();
    if (stands() && ImageOrder.compare(hashBefore, before, hash, id) >= 0) {
      throw new CorruptShardException(
          directory,
          -1,
          "the record of %s must not stand behind that of %s: views can be read together only in"
                  .formatted(id, before)
              + " their seed's order");
    }
  }

  private void read() throws IOException {
    id = place < shards.size() ? shards.id(place) : null;
    hash = id == null ? 0 : order.hash(id);
  }
}
