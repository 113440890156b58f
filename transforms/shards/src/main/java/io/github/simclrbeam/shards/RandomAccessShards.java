package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.ShardManifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All records of a directory of view shards by their place in it: 0 is the first of the first
 * shard. Holds an offset per record and an open file per shard, no data. Thread-safe; on a local
 * disk reads run side by side. Interrupting a reading thread closes its shard.
 */
public final class RandomAccessShards implements Closeable {
  private final ShardSet set;
  private final List<OpenShard> shards;

  /** The place of each shard's first record, then the number of records. */
  private final int[] starts;

  private RandomAccessShards(ShardSet set, List<OpenShard> shards) {
    this.set = set;
    this.shards = shards;
    this.starts = new int[shards.size() + 1];
    for (int i = 0; i < shards.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], shards.get(i).records());
    }
  }

  /**
   * Opens a directory and checks everything that can be checked without reading the views: the
   * manifest, each shard's presence and size, the framing and the number of records.
   *
   * @throws java.io.FileNotFoundException if the directory holds no manifest
   * @throws IncompatibleFormatException if the manifest is of an unknown version
   * @throws CorruptShardException if a fact does not hold; names the file
   */
  public static RandomAccessShards open(String directory) throws IOException {
    ShardSet set = ShardSet.open(directory);
    List<OpenShard> shards = new ArrayList<>();
    try {
      for (int i = 0; i < set.shards(); i++) {
        shards.add(OpenShard.open(set.uri(i), set.manifest().getShards(i)));
      }
      return new RandomAccessShards(set, shards);
    } catch (IOException | RuntimeException e) {
      closeAll(shards, e);
      throw e;
    }
  }

  /** Returns what the directory states about itself. */
  public ShardManifest manifest() {
    return set.manifest();
  }

  /** Returns the number of records: images. */
  public int size() {
    return starts[starts.length - 1];
  }

  /**
   * Returns a record, after verifying its checksums and that it holds the manifest's K views.
   *
   * @param index 0 .. size() - 1
   * @throws CorruptShardException if it does not hold; names the file and the record's offset
   */
  public ViewRecord read(long index) throws IOException {
    int at = shardOf(index);
    OpenShard shard = shards.get(at);
    int record = (int) index - starts[at];
    byte[] frame = new byte[shard.frameBytes(record)];
    shard.read(record, frame);
    int length = frame.length - TfRecordFraming.OVERHEAD;
    return RecordRules.parse(frame, length, manifest(), shard.uri(), shard.offset(record));
  }

  /** Returns a faster way to the views alone, for one thread. */
  public ViewCursor cursor() {
    return new ViewCursor(this);
  }

  /**
   * Returns the ids of all records in order. Reads the start of each record only and verifies no
   * checksum of the data.
   */
  public List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>(size());
    for (int index = 0; index < size(); index++) {
      ids.add(id(index));
    }
    return ids;
  }

  /**
   * Returns a record's id. Reads its start only, as {@link #ids} does.
   *
   * @param index 0 .. size() - 1
   */
  public String id(long index) throws IOException {
    int at = shardOf(index);
    Optional<String> id = shards.get(at).id((int) index - starts[at]);
    return id.isPresent() ? id.get() : read(index).id();
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing the shards of " + set.directory());
    closeAll(shards, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  /** Returns the number of the shard that holds a record. */
  int shardOf(long index) {
    Objects.checkIndex(index, (long) size());
    int at = Arrays.binarySearch(starts, (int) index);
    if (at < 0) {
      return -at - 2;
    }
    while (starts[at + 1] == starts[at]) {
      at++;
    }
    return at;
  }

  OpenShard shard(int number) {
    return shards.get(number);
  }

  /** Returns the place of a shard's first record. */
  int start(int number) {
    return starts[number];
  }

  private static void closeAll(List<OpenShard> shards, Exception failure) {
    for (OpenShard shard : shards) {
      try {
        shard.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
