package io.github.simclrbeam.sources;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Uncompresses by a library whose ways to tell damage are many (end of file, other I/O exceptions,
 * unchecked ones). Here all of them become {@link CorruptCompressionException}, whereas what the
 * storage below throws goes through as it is. Once damaged a stream stays so.
 */
final class UncompressingStream extends InputStream {
  /** A library's stream. */
  @FunctionalInterface
  interface Codec {
    InputStream open(InputStream compressed) throws IOException;
  }

  /** What a library uncompressed in the same call is lost with the damage: little at a time. */
  private static final int STEP_BYTES = 128;

  private final Storage storage;
  private final Codec codec;
  private final long mostSilentBytes;
  private InputStream uncompressed;
  private CorruptCompressionException damage;

  /**
   * Makes one.
   *
   * @param mostSilentBytes compressed bytes that may pass before any uncompressed one, for a
   *     library that would hoard them
   */
  UncompressingStream(InputStream compressed, long mostSilentBytes, Codec codec) {
    this.storage = new Storage(compressed);
    this.mostSilentBytes = mostSilentBytes;
    this.codec = codec;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (damage != null) {
      throw damage;
    }
    storage.silentBytes = length + mostSilentBytes;
    try {
      if (uncompressed == null) {
        uncompressed = codec.open(storage);
      }
      return uncompressed.read(bytes, offset, Math.min(length, STEP_BYTES));
    } catch (IOException | RuntimeException e) {
      if (storage.failed) {
        throw e;
      }
      boolean cut = e instanceof EOFException;
      damage = new CorruptCompressionException(cut ? "it breaks off" : e.getMessage(), cut, e);
      throw damage;
    }
  }

  @Override
  public void close() throws IOException {
    (uncompressed == null ? storage : uncompressed).close();
  }

  /** The compressed bytes; remembers whether getting them was what failed. */
  private final class Storage extends InputStream {
    private final InputStream in;
    private boolean failed;
    private long silentBytes;

    Storage(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (silentBytes < 0) {
        throw new IOException("%d bytes of it hold no data".formatted(mostSilentBytes));
      }
      try {
        int read = in.read(bytes, offset, length);
        silentBytes -= read;
        return read;
      } catch (IOException | RuntimeException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
