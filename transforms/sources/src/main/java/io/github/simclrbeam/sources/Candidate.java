package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.StoredFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;

/**
 * A file that may hold images.
 *
 * @param entry the file
 * @param compression of the file as a whole
 * @param head its first bytes, uncompressed, at most {@value #HEAD_BYTES}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
record Candidate(FileEntry entry, Compression compression, byte[] head) implements Serializable {
  static final int HEAD_BYTES = 4_096;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Looks at a file's first bytes. What cannot be uncompressed counts as not compressed. */
  static Candidate of(FileEntry entry) throws IOException {
    try (InputStream in = StoredFile.open(entry.uri())) {
      byte[] plain = in.readNBytes(HEAD_BYTES);
      Compression compression = Compression.of(plain);
      if (compression == Compression.NONE) {
        return new Candidate(entry, compression, plain);
      }
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(plain), in);
      byte[] head = uncompressed(compression, whole);
      return head.length == 0
          ? new Candidate(entry, Compression.NONE, plain)
          : new Candidate(entry, compression, head);
    }
  }

  /** A compressed file that breaks off early still shows what it began as. */
  private static byte[] uncompressed(Compression compression, InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try (InputStream uncompressed = compression.open(in)) {
      int b = uncompressed.read();
      while (b >= 0) {
        head.write(b);
        b = head.size() < HEAD_BYTES ? uncompressed.read() : -1;
      }
    } catch (CorruptCompressionException e) {
      return head.toByteArray();
    }
    return head.toByteArray();
  }

  String uri() {
    return entry.uri();
  }

  /** The path below the input's base, without the endings that only say how it is compressed. */
  String path() {
    return compression == Compression.NONE
        ? entry.path()
        : entry.path().replaceFirst("(?i)\\.(gz|gzip|zst|zstd)$", "");
  }

  boolean compressed() {
    return compression != Compression.NONE;
  }

  /**
   * Opens the uncompressed bytes from their start; the caller closes. While reading, damage of a
   * compressed file shows as {@link CorruptCompressionException}.
   */
  InputStream open() throws IOException {
    InputStream plain = new BufferedInputStream(StoredFile.open(entry.uri()), BUFFER_BYTES);
    return compressed() ? new BufferedInputStream(compression.open(plain), BUFFER_BYTES) : plain;
  }

  /**
   * Returns how many bytes the file has uncompressed; a compressed one is read through for that.
   *
   * @throws UnusableInputException if it cannot be uncompressed
   */
  long uncompressedBytes() throws IOException {
    if (!compressed()) {
      return entry.bytes();
    }
    try (InputStream in = open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (CorruptCompressionException e) {
      throw damaged(e);
    }
  }

  /** Tells of a file that proved to be damaged. */
  UnusableInputException damaged(CorruptCompressionException e) {
    return new UnusableInputException(
        "%s cannot be uncompressed: %s".formatted(uri(), e.getMessage()));
  }
}
