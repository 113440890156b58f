package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.StoredFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file's bytes, as many as were listed: a stream that ends before is a fault of reading, which
 * says nothing about what the file holds.
 */
final class ListedStream extends FilterInputStream {
  private final FileEntry file;
  private long position;

  ListedStream(FileEntry file, InputStream in) {
    super(in);
    this.file = file;
  }

  /** Opens a file; the caller closes. */
  static ListedStream open(FileEntry file) throws IOException {
    return new ListedStream(file, StoredFile.open(file.uri()));
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    passed(read < 0 ? -1 : 1);
    return read;
  }

  /**
   * Reads.
   *
   * @throws IOException if the stream ends before the listed size
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    passed(read);
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(bytes);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void passed(int read) throws IOException {
    if (read < 0 && position < file.bytes()) {
      throw new IOException(
          "%s was listed with %d bytes, but reading it ended at byte %d"
              .formatted(file.uri(), file.bytes(), position));
    }
    position += Math.max(read, 0);
  }
}
