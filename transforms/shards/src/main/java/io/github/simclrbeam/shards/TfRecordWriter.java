package io.github.simclrbeam.shards;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Streams records into a TFRecord file, counting what a manifest states about it. Each call writes
 * straight through: give a buffered stream. Not thread-safe.
 */
public final class TfRecordWriter implements AutoCloseable {
  private final OutputStream out;
  private final CRC32C crc = new CRC32C();
  private long records;
  private long bytes;

  /** Writes to the stream from where it stands; {@link #close} closes it. */
  public TfRecordWriter(OutputStream out) {
    this.out = out;
  }

  /** Appends a record; it may be empty. */
  public void write(byte[] data) throws IOException {
    write(data, 0, data.length);
  }

  /** Appends length bytes from offset as a record. */
  public void write(byte[] data, int offset, int length) throws IOException {
    put(TfRecordFraming.header(length), 0, TfRecordFraming.HEADER_BYTES);
    put(data, offset, length);
    put(TfRecordFraming.footer(data, offset, length), 0, TfRecordFraming.FOOTER_BYTES);
    records++;
  }

  /** Returns the records written. */
  public long records() {
    return records;
  }

  /** Returns the bytes written, frames included: the size of a file that began here. */
  public long bytes() {
    return bytes;
  }

  /** Returns the CRC32C (not masked) of all bytes written. */
  public int crc32c() {
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void put(byte[] part, int offset, int length) throws IOException {
    out.write(part, offset, length);
    crc.update(part, offset, length);
    bytes += length;
  }
}
