package io.github.simclrbeam.embeddings;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Counts what passes and takes its CRC32C. */
final class CountedOutputStream extends FilterOutputStream {
  private final CRC32C crc = new CRC32C();
  private long bytes;

  CountedOutputStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    crc.update(b);
    bytes++;
  }

  @Override
  public void write(byte[] part, int offset, int length) throws IOException {
    out.write(part, offset, length);
    crc.update(part, offset, length);
    bytes += length;
  }

  long bytes() {
    return bytes;
  }

  int crc32c() {
    return (int) crc.getValue();
  }
}
