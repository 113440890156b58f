package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Where the records of one shard begin, found by walking the lengths in their frames. */
final class ShardIndex {
  private static final int BUFFER_BYTES = 1 << 16;

  /** The records' first bytes, then the file's size. */
  private final long[] offsets;

  private ShardIndex(long[] offsets) {
    this.offsets = offsets;
  }

  /**
   * Scans a shard, verifying the checksum of every length but not of the data.
   *
   * @param size the file's bytes
   * @param records as many as the manifest states
   * @throws CorruptShardException if a length is wrong, the file ends within a record, or there are
   *     more or fewer records
   */
  static ShardIndex scan(String uri, long size, long records) throws IOException {
    try (InputStream in = StoredFile.open(uri)) {
      return scan(in, uri, size, records);
    }
  }

  /** As the other form, of a stream over the shard, which stays the caller's to close. */
  static ShardIndex scan(InputStream shard, String uri, long size, long records)
      throws IOException {
    long[] offsets = new long[Math.toIntExact(records) + 1];
    long offset = 0;
    int found = 0;
    InputStream in = new BufferedInputStream(shard, BUFFER_BYTES);
    while (offset < size) {
      if (found < records) {
        offsets[found] = offset;
      }
      found++;
      offset += skipRecord(in, uri, offset, size);
    }
    if (found != records) {
      throw new CorruptShardException(
          uri,
          -1,
          "the file's records must be %d by the manifest, but were: %d".formatted(records, found));
    }
    offsets[found] = size;
    return new ShardIndex(offsets);
  }

  int records() {
    return offsets.length - 1;
  }

  long offset(int record) {
    return offsets[record];
  }

  /** Returns the record's bytes, frame included. */
  int frameBytes(int record) {
    return Math.toIntExact(offsets[record + 1] - offsets[record]);
  }

  private static long skipRecord(InputStream in, String uri, long offset, long size)
      throws IOException {
    byte[] header = in.readNBytes(TfRecordFraming.HEADER_BYTES);
    if (header.length < TfRecordFraming.HEADER_BYTES) {
      throw new CorruptShardException(
          uri,
          offset,
          "the file ends within a record's header: %d of %d bytes"
              .formatted(header.length, TfRecordFraming.HEADER_BYTES));
    }
    int length = TfRecordFraming.dataLength(header, uri, offset, size);
    try {
      in.skipNBytes(length + (long) TfRecordFraming.FOOTER_BYTES);
    } catch (EOFException e) {
      throw new CorruptShardException(uri, offset, "the file ends within a record's data");
    }
    return length + (long) TfRecordFraming.OVERHEAD;
  }

  @Override
  public String toString() {
    return Arrays.toString(offsets);
  }
}
