package io.github.simclrbeam.sources;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a file as a whole is compressed, found by its first bytes and never by its name. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Returns the compression that a file's first bytes announce. */
  static Compression of(byte[] head) {
    if (startsWith(head, 0x1f, 0x8b)) {
      return GZIP;
    }
    return startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : NONE;
  }

  /**
   * Returns the uncompressed bytes of a stream. Damage shows as an {@link IOException} while
   * reading.
   */
  InputStream open(InputStream compressed) throws IOException {
    return switch (this) {
      case NONE -> compressed;
      case GZIP -> new GZIPInputStream(compressed, BUFFER_BYTES);
      case ZSTD -> new Zstd(compressed);
    };
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** The library tells damage by unchecked exceptions. */
  private static final class Zstd extends FilterInputStream {
    Zstd(InputStream compressed) {
      super(new ZstdInputStream(compressed));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (MalformedInputException | IndexOutOfBoundsException e) {
        ZipException damage = new ZipException("damaged zstd data: " + e.getMessage());
        damage.initCause(e);
        throw damage;
      }
    }
  }
}
