package io.github.simclrbeam.sources;

import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a file as a whole is compressed, found by its first bytes and never by its name. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  /** Its name and comment have no length, and are kept in memory. */
  private static final long MOST_GZIP_HEADER = 1 << 20;

  /** Returns the compression that a file's first bytes announce. */
  static Compression of(byte[] head) {
    if (startsWith(head, 0x1f, 0x8b)) {
      return GZIP;
    }
    return startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) || startsWithSkippableFrame(head) ? ZSTD : NONE;
  }

  /**
   * Returns the uncompressed bytes of a stream: of all its members (gzip) or frames (zstd), with
   * nothing else behind them. While reading, damage shows as {@link CorruptCompressionException},
   * and so do zstd frames with a dictionary or a window of more than {@value
   * ZstdFrames#MOST_WINDOW_BYTES} bytes.
   */
  InputStream open(InputStream compressed) {
    return switch (this) {
      case NONE -> compressed;
      // The JDK's stream drops what follows a member when the storage does not say what is
      // available, and takes a damaged later member for the end.
      case GZIP ->
          new UncompressingStream(
              compressed, MOST_GZIP_HEADER, in -> new GzipCompressorInputStream(in, true));
      case ZSTD -> new UncompressingStream(compressed, Long.MAX_VALUE / 2, ZstdStream::new);
    };
  }

  /** Parallel compressors put one in front. */
  private static boolean startsWithSkippableFrame(byte[] head) {
    return head.length >= 4
        && (head[0] & 0xf0) == 0x50
        && head[1] == 0x2a
        && head[2] == 0x4d
        && head[3] == 0x18;
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
}
