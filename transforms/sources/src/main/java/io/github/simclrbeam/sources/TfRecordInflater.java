package io.github.simclrbeam.sources;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** Uncompresses the one zlib stream that a file must be, with nothing behind it. */
final class TfRecordInflater extends InflaterInputStream {
  TfRecordInflater(InputStream compressed) {
    super(compressed);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
      throw new IOException("there are bytes behind its zlib stream");
    }
    return read;
  }
}
