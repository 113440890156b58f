package io.github.simclrbeam.shards;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around a record of a TFRecord file, all little-endian:
 *
 * <pre>
 * Record --&gt; length (uint64), crc of the length (uint32), data (length bytes), crc of the data (uint32)
 * </pre>
 *
 * Both checksums are CRC32C, rotated and shifted ("masked") so that a checksum of bytes that hold
 * checksums stays useful.
 */
public final class TfRecordFraming {
  /** Bytes in front of a record's data: its length and the length's checksum. */
  public static final int HEADER_BYTES = 12;

  /** Bytes behind a record's data: its checksum. */
  public static final int FOOTER_BYTES = 4;

  /** Bytes that a frame adds to a record. */
  public static final int OVERHEAD = HEADER_BYTES + FOOTER_BYTES;

  private static final int MASK_DELTA = 0xa282ead8;

  private TfRecordFraming() {}

  static int maskedCrc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return mask((int) crc.getValue());
  }

  static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + MASK_DELTA;
  }

  static int unmask(int masked) {
    return Integer.rotateLeft(masked - MASK_DELTA, 15);
  }

  static byte[] header(long length) {
    byte[] header = new byte[HEADER_BYTES];
    ByteBuffer buffer = little(header);
    buffer.putLong(length);
    buffer.putInt(maskedCrc(header, 0, 8));
    return header;
  }

  static byte[] footer(byte[] data, int offset, int length) {
    byte[] footer = new byte[FOOTER_BYTES];
    little(footer).putInt(maskedCrc(data, offset, length));
    return footer;
  }

  /** Returns whether a file's first bytes are a length and that length's checksum. */
  public static boolean isHeader(byte[] head) {
    return head.length >= HEADER_BYTES && little(head).getInt(8) == maskedCrc(head, 0, 8);
  }

  /**
   * Returns the length of the data that a header announces, after checking it against its checksum
   * and against the file: a length is trusted only when the data fit behind it.
   *
   * @param header the 12 bytes
   * @param file for messages
   * @param offset of the header in the file
   * @param fileSize bytes
   * @throws CorruptShardException if the checksum does not match, or the length is more than the
   *     file holds or than 2 GiB
   */
  public static int dataLength(byte[] header, String file, long offset, long fileSize)
      throws CorruptShardException {
    ByteBuffer buffer = little(header);
    long length = buffer.getLong();
    int stored = buffer.getInt();
    int computed = maskedCrc(header, 0, 8);
    if (stored != computed && offset == 0 && header[0] == 0x1f && header[1] == (byte) 0x8b) {
      throw new CorruptShardException(
          file, offset, "the file must be plain TFRecord, but is compressed by gzip: unpack it");
    }
    if (stored != computed) {
      throw new CorruptShardException(
          file,
          offset,
          "the length's checksum must be %08x, but was: %08x".formatted(computed, stored));
    }
    long room = fileSize - offset - OVERHEAD;
    if (length < 0 || length > room) {
      throw new CorruptShardException(
          file,
          offset,
          "the record's length must be at most the %d bytes that are left, but was: %s"
              .formatted(Math.max(room, 0), Long.toUnsignedString(length)));
    }
    if (length > Integer.MAX_VALUE - OVERHEAD) {
      throw new CorruptShardException(
          file, offset, "the record's length must be below 2 GiB, but was: %d".formatted(length));
    }
    return (int) length;
  }

  /**
   * Checks data against their checksum.
   *
   * @param bytes that hold the data
   * @param offset where they begin
   * @param length of the data
   * @param stored the checksum that the file has, masked
   * @param file for messages
   * @param at the record's byte in the file, for messages
   * @throws CorruptShardException if it does not match
   */
  public static void checkData(
      byte[] bytes, int offset, int length, int stored, String file, long at)
      throws CorruptShardException {
    int computed = maskedCrc(bytes, offset, length);
    if (stored != computed) {
      throw new CorruptShardException(
          file, at, "the data's checksum must be %08x, but was: %08x".formatted(computed, stored));
    }
  }

  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
