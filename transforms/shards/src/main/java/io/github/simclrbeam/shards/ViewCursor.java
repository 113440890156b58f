package io.github.simclrbeam.shards;

import java.io.IOException;

/**
 * The views of one record after another, where they lie in a buffer that the next record
 * overwrites. Verifies what {@link RandomAccessShards#read} verifies, except what stands in {@code
 * params}, which are counted only. Not thread-safe; valid while the shards are open.
 */
public final class ViewCursor {
  private final RandomAccessShards shards;
  private final PlainRecord record;
  private byte[] buffer = new byte[0];
  private String uri = "";
  private long offset = -1;

  ViewCursor(RandomAccessShards shards) {
    this.shards = shards;
    this.record = new PlainRecord(shards.manifest());
  }

  /**
   * Reads a record.
   *
   * @param index 0 .. size() - 1 of the shards
   * @throws CorruptShardException if it does not hold; names the file and the record's offset
   */
  public void moveTo(long index) throws IOException {
    int number = shards.shardOf(index);
    OpenShard shard = shards.shard(number);
    int place = (int) index - shards.start(number);
    int bytes = shard.frameBytes(place);
    if (buffer.length < bytes) {
      buffer = new byte[bytes];
    }
    uri = shard.uri();
    offset = shard.offset(place);
    shard.read(place, buffer);
    int length = bytes - TfRecordFraming.OVERHEAD;
    if (!record.isAt(buffer, TfRecordFraming.HEADER_BYTES, length)) {
      readAnyForm(length);
    }
  }

  /** Returns the bytes of a view, as it is encoded. */
  public int length(int view) {
    return record.viewLength(view);
  }

  /** Returns a copy of a view, as it is encoded. */
  public byte[] view(int view) {
    byte[] copy = new byte[length(view)];
    copy(view, copy, 0);
    return copy;
  }

  /** Copies a view, as it is encoded, to an offset of an array that has room for it. */
  public void copy(int view, byte[] into, int at) {
    System.arraycopy(buffer, record.viewStart(view), into, at, length(view));
  }

  /** Returns a complaint about a view of the record, which names image, shard and offset. */
  public CorruptShardException corrupt(int view, String problem) {
    return new CorruptShardException(
        uri, offset, "view %d of image %s: %s".formatted(view, record.id(), problem));
  }

  /** Has protobuf say what is wrong with the record, or rewrites it to the plain form. */
  private void readAnyForm(int length) throws CorruptShardException {
    ViewRecord read = RecordRules.parse(buffer, length, shards.manifest(), uri, offset);
    byte[] plain = read.toBytes();
    if (!record.isAt(plain, 0, plain.length)) {
      throw new IllegalStateException("a record that was just written has another form: " + uri);
    }
    buffer = plain;
  }
}
