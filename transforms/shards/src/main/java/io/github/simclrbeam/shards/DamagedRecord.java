package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What can still be told of a record that its frame, its checksums or the file's end refuse.
 *
 * @param id of its image, with "perhaps" where the id itself may be damaged; empty when it cannot
 *     be read
 * @param flipped the file's byte of which one bit was turned over; empty when that is not the fault
 */
record DamagedRecord(String id, Optional<Long> flipped) {

  /**
   * Looks at it.
   *
   * @param uri of the shard
   * @param offset of the record in it
   * @param size of the file
   */
  static DamagedRecord at(String uri, long offset, long size) throws IOException {
    int headerBytes = (int) Math.min(TfRecordFraming.HEADER_BYTES, size - offset);
    byte[] header = StoredFile.read(uri, offset, headerBytes);
    if (headerBytes < TfRecordFraming.HEADER_BYTES) {
      return new DamagedRecord("", Optional.empty());
    }
    if (!TfRecordFraming.isHeader(header)) {
      ByteBuffer stored = TfRecordFraming.little(header);
      return new DamagedRecord(
          start(uri, offset, size),
          FlippedBit.find(header, 0, Long.BYTES, stored.getInt(Long.BYTES))
              .map(bit -> offset + bit.at()));
    }
    long length = TfRecordFraming.little(header).getLong();
    long room = size - offset - TfRecordFraming.OVERHEAD;
    if (length < 1 || length > Math.min(room, Integer.MAX_VALUE - TfRecordFraming.OVERHEAD)) {
      return new DamagedRecord(start(uri, offset, size), Optional.empty());
    }
    return data(uri, offset + TfRecordFraming.HEADER_BYTES, (int) length);
  }

  private static DamagedRecord data(String uri, long offset, int length) throws IOException {
    byte[] bytes = StoredFile.read(uri, offset, length + TfRecordFraming.FOOTER_BYTES);
    int stored = TfRecordFraming.little(bytes).getInt(length);
    Optional<FlippedBit> flipped = FlippedBit.find(bytes, 0, length, stored);
    flipped.ifPresent(bit -> bytes[bit.at()] ^= (byte) (1 << bit.bit()));
    String id = id(Arrays.copyOf(bytes, Math.min(length, IdPrefix.BYTES)));
    return new DamagedRecord(
        flipped.isEmpty() && !id.isEmpty() ? "perhaps " + id : id,
        flipped.map(bit -> offset + bit.at()));
  }

  /** The id where nothing tells how far the record reaches, or its end is gone. */
  private static String start(String uri, long offset, long size) throws IOException {
    long from = offset + TfRecordFraming.HEADER_BYTES;
    return id(StoredFile.read(uri, from, (int) Math.min(IdPrefix.BYTES, size - from)));
  }

  private static String id(byte[] start) {
    return IdPrefix.id(start).orElse("");
  }
}
