package io.github.simclrbeam.sources;

import io.github.simclrbeam.shards.TfRecordFraming;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.InflaterInputStream;

/**
 * A TFRecord file: plain, compressed as a whole by gzip or zstd, or a zlib stream (TensorFlow's
 * "ZLIB", Beam's "DEFLATE").
 *
 * @param file the file
 * @param zlib whether its bytes are a zlib stream
 */
record TfRecordFile(Candidate file, boolean zlib) implements Serializable {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Returns the file if its first bytes are a length and that length's checksum, or if it is empty
   * and has {@code .tfrecord} in its name (a shard that got no records); otherwise null.
   */
  static TfRecordFile recognise(Candidate file) {
    byte[] head = file.head();
    boolean emptyShard = head.length == 0 && file.path().contains(".tfrecord");
    if (emptyShard || TfRecordFraming.isHeader(head)) {
      return new TfRecordFile(file, false);
    }
    return !file.compressed() && isZlib(head) && TfRecordFraming.isHeader(inflated(head))
        ? new TfRecordFile(file, true)
        : null;
  }

  /** Whether records cannot be addressed in the file. */
  boolean compressed() {
    return file.compressed() || zlib;
  }

  /** The file's size, or the most there is where it must be uncompressed to know it. */
  long bytes() {
    return compressed() ? Long.MAX_VALUE : file.entry().bytes();
  }

  /**
   * Opens the uncompressed records from the first; the caller closes. While reading, damage of a
   * compressed file shows as {@link CorruptCompressionException}; a plain one that ends before its
   * listed size is a fault of reading.
   */
  InputStream open() throws IOException {
    if (file.compressed()) {
      return file.open();
    }
    InputStream in = new BufferedInputStream(ListedStream.open(file.entry()), BUFFER_BYTES);
    return zlib
        ? new BufferedInputStream(
            new UncompressingStream(in, Long.MAX_VALUE / 2, TfRecordInflater::new), BUFFER_BYTES)
        : in;
  }

  /** Two bytes: method 8 with a window of at most 32 KiB, and a check that makes 31 divide them. */
  private static boolean isZlib(byte[] head) {
    return head.length >= 2
        && (head[0] & 0x8f) == 0x08
        && ((head[0] & 0xff) << 8 | head[1] & 0xff) % 31 == 0;
  }

  private static byte[] inflated(byte[] head) {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(head))) {
      return in.readNBytes(TfRecordFraming.HEADER_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
