package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  private final List<ShardIndex> indexes;
  private final List<PositionedFile> files;

  /** The place of each shard's first record, then the number of records. */
  private final int[] starts;

  private RandomAccessShards(ShardSet set, List<ShardIndex> indexes, List<PositionedFile> files) {
    this.set = set;
    this.indexes = indexes;
    this.files = files;
    this.starts = new int[indexes.size() + 1];
    for (int i = 0; i < indexes.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], indexes.get(i).records());
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
    List<ShardIndex> indexes = new ArrayList<>();
    for (int i = 0; i < set.shards(); i++) {
      Shard shard = set.manifest().getShards(i);
      indexes.add(ShardIndex.scan(set.uri(i), shard.getBytes(), shard.getRecords()));
    }
    List<PositionedFile> files = new ArrayList<>();
    try {
      for (int i = 0; i < set.shards(); i++) {
        files.add(PositionedFile.open(set.uri(i)));
      }
      return new RandomAccessShards(set, indexes, files);
    } catch (IOException | RuntimeException e) {
      closeAll(files, e);
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
    int shard = shardOf(index);
    int record = (int) index - starts[shard];
    byte[] frame = frame(shard, record);
    int length = frame.length - TfRecordFraming.OVERHEAD;
    long offset = indexes.get(shard).offset(record);
    return RecordRules.parse(frame, length, set.manifest(), set.uri(shard), offset);
  }

  /**
   * Returns the ids of all records in order. Reads the start of each record only and verifies no
   * checksum of the data.
   */
  public List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>(size());
    for (int shard = 0; shard < indexes.size(); shard++) {
      for (int record = 0; record < indexes.get(shard).records(); record++) {
        ids.add(id(shard, record));
      }
    }
    return ids;
  }

  /**
   * Returns a record's id. Reads its start only, as {@link #ids} does.
   *
   * @param index 0 .. size() - 1
   */
  public String id(long index) throws IOException {
    int shard = shardOf(index);
    return id(shard, (int) index - starts[shard]);
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing the shards of " + set.directory());
    closeAll(files, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private String id(int shard, int record) throws IOException {
    ShardIndex index = indexes.get(shard);
    int length = index.frameBytes(record) - TfRecordFraming.OVERHEAD;
    byte[] start = new byte[Math.min(length, IdPrefix.BYTES)];
    fill(shard, start, index.offset(record) + TfRecordFraming.HEADER_BYTES, record);
    Optional<String> id = IdPrefix.id(start);
    return id.isPresent() ? id.get() : read((long) starts[shard] + record).id();
  }

  /** Reads and verifies a record's frame. */
  private byte[] frame(int shard, int record) throws IOException {
    ShardIndex index = indexes.get(shard);
    long offset = index.offset(record);
    byte[] frame = new byte[index.frameBytes(record)];
    fill(shard, frame, offset, record);
    String uri = set.uri(shard);
    byte[] header = Arrays.copyOf(frame, TfRecordFraming.HEADER_BYTES);
    int length = TfRecordFraming.dataLength(header, uri, offset, index.offset(record + 1));
    if (length != frame.length - TfRecordFraming.OVERHEAD) {
      throw new CorruptShardException(uri, offset, "the file was changed while it was open");
    }
    int stored = TfRecordFraming.little(frame).getInt(TfRecordFraming.HEADER_BYTES + length);
    TfRecordFraming.checkData(frame, TfRecordFraming.HEADER_BYTES, length, stored, uri, offset);
    return frame;
  }

  private void fill(int shard, byte[] into, long offset, int record) throws IOException {
    if (!files.get(shard).read(ByteBuffer.wrap(into), offset)) {
      throw new CorruptShardException(
          set.uri(shard), indexes.get(shard).offset(record), "the file was cut while it was open");
    }
  }

  private int shardOf(long index) {
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

  private static void closeAll(List<PositionedFile> files, Exception failure) {
    for (PositionedFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
