package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.Shard;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One shard whose records are read by their place in it. Thread-safe. */
final class OpenShard implements Closeable {
  private final String uri;
  private final ShardIndex index;
  private final PositionedFile file;

  private OpenShard(String uri, ShardIndex index, PositionedFile file) {
    this.uri = uri;
    this.index = index;
    this.file = file;
  }

  /**
   * Opens a shard after walking its framing.
   *
   * @param stated by the manifest
   * @throws CorruptShardException if it holds something else; names the file
   */
  static OpenShard open(String uri, Shard stated) throws IOException {
    PositionedFile file = PositionedFile.open(uri);
    try {
      ShardIndex index =
          ShardIndex.scan(file.stream(), uri, stated.getBytes(), stated.getRecords());
      return new OpenShard(uri, index, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  String uri() {
    return uri;
  }

  int records() {
    return index.records();
  }

  /** Returns the byte of the file at which a record's frame begins. */
  long offset(int record) {
    return index.offset(record);
  }

  /** Returns the bytes of a record, its frame included. */
  int frameBytes(int record) {
    return index.frameBytes(record);
  }

  /**
   * Reads a record's frame and verifies both of its checksums.
   *
   * @param frame filled from its start; at least {@link #frameBytes} long
   * @throws CorruptShardException if a checksum does not match or the file was changed since it was
   *     opened; names the file and the record's offset
   */
  void read(int record, byte[] frame) throws IOException {
    int bytes = frameBytes(record);
    long offset = offset(record);
    fill(ByteBuffer.wrap(frame, 0, bytes), offset, record);
    int length = TfRecordFraming.dataLength(frame, uri, offset, index.offset(record + 1));
    if (length != bytes - TfRecordFraming.OVERHEAD) {
      throw new CorruptShardException(uri, offset, "the file was changed while it was open");
    }
    int stored = TfRecordFraming.little(frame).getInt(TfRecordFraming.HEADER_BYTES + length);
    TfRecordFraming.checkData(frame, TfRecordFraming.HEADER_BYTES, length, stored, uri, offset);
  }

  /**
   * Returns a record's id from its first bytes; empty when it does not stand there. Verifies no
   * checksum of the data.
   */
  Optional<String> id(int record) throws IOException {
    int length = frameBytes(record) - TfRecordFraming.OVERHEAD;
    byte[] start = new byte[Math.min(length, IdPrefix.BYTES)];
    fill(ByteBuffer.wrap(start), offset(record) + TfRecordFraming.HEADER_BYTES, record);
    return IdPrefix.id(start);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void fill(ByteBuffer into, long from, int record) throws IOException {
    if (!file.read(into, from)) {
      throw new CorruptShardException(uri, offset(record), "the file was cut while it was open");
    }
  }
}
