package io.github.simclrbeam.sources;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Uncompresses zstd frames and holds them to the sizes that they declare. */
final class ZstdStream extends InputStream {
  private final ZstdFrames frames;
  private final InputStream uncompressed;
  private long bytes;

  ZstdStream(InputStream compressed) {
    this.frames = new ZstdFrames(compressed);
    this.uncompressed = new ZstdInputStream(frames);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = uncompressed.read(into, offset, length);
    if (read >= 0) {
      bytes += read;
    } else if (frames.declaredBytes() >= 0 && frames.declaredBytes() != bytes) {
      throw new IOException(
          "its zstd frames declare %d bytes, but hold %d".formatted(frames.declaredBytes(), bytes));
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    uncompressed.close();
  }
}
