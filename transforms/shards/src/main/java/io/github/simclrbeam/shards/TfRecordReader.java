package io.github.simclrbeam.shards;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the records of an uncompressed TFRecord file in order, verifying both checksums of each. A
 * length is never trusted further than the file reaches, so that a lie costs no memory. Not
 * thread-safe.
 */
public final class TfRecordReader implements AutoCloseable {
  private final InputStream in;
  private final String file;
  private final long fileSize;
  private final CRC32C crc = new CRC32C();
  private long offset;
  private long recordOffset;
  private long records;

  /**
   * @param in the file from its start, preferably buffered; {@link #close} closes it
   * @param file its name, for messages
   * @param fileSize its size in bytes
   */
  public TfRecordReader(InputStream in, String file, long fileSize) {
    this.in = in;
    this.file = file;
    this.fileSize = fileSize;
  }

  /**
   * Returns the next record's data; empty at the end of the file.
   *
   * @throws CorruptShardException if a checksum does not match, a length reaches beyond the file,
   *     or the file ends within a record; names the file and the record's offset. After a mismatch
   *     of the data's checksum the next call reads the record behind.
   */
  public Optional<byte[]> next() throws IOException {
    recordOffset = offset;
    byte[] header = read(TfRecordFraming.HEADER_BYTES, "header");
    if (header.length == 0) {
      return Optional.empty();
    }
    int length = TfRecordFraming.dataLength(header, file, recordOffset, fileSize);
    byte[] data = read(length, "data");
    byte[] footer = read(TfRecordFraming.FOOTER_BYTES, "checksum");
    records++;
    int stored = TfRecordFraming.little(footer).getInt();
    TfRecordFraming.checkData(data, 0, length, stored, file, recordOffset);
    return Optional.of(data);
  }

  /** Returns the file's name, as given. */
  public String file() {
    return file;
  }

  /** Reads what is left of the file, so that {@link #crc32c} covers all of it. */
  void skipRest() throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      crc.update(buffer, 0, count);
      offset += count;
    }
  }

  /** Returns the file's byte at which the record last returned (or refused) begins. */
  public long recordOffset() {
    return recordOffset;
  }

  /** Returns the records read so far. */
  public long records() {
    return records;
  }

  /** Returns the bytes read so far. */
  public long bytes() {
    return offset;
  }

  /** Returns the CRC32C (not masked) of all bytes read so far. */
  public int crc32c() {
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Returns length bytes; of a header none when the file ends before it. */
  private byte[] read(int length, String what) throws IOException {
    byte[] bytes = in.readNBytes(length);
    crc.update(bytes, 0, bytes.length);
    offset += bytes.length;
    if (bytes.length < length && (bytes.length > 0 || !what.equals("header"))) {
      throw truncated(what, length, bytes.length);
    }
    return bytes;
  }

  private CorruptShardException truncated(String what, int expected, int found) {
    return new CorruptShardException(
        file,
        recordOffset,
        "the file ends within a record's %s: %d of %d bytes".formatted(what, found, expected));
  }
}
