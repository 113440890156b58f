package io.github.simclrbeam.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A file that is written on a disk piece by piece, so that it may be larger than an array; one that
 * fits into a piece is written at once. Nothing of it is forced.
 */
final class DiskOutput extends OutputStream {
  private static final int MOST_BYTES = 1 << 26;

  private final Disk disk;
  private final Path file;
  private final int mostBytes;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private boolean begun;
  private boolean closed;

  DiskOutput(Disk disk, Path file) {
    this(disk, file, MOST_BYTES);
  }

  /**
   * @param mostBytes of a piece, at least 1
   */
  DiskOutput(Disk disk, Path file, int mostBytes) {
    this.disk = disk;
    this.file = file;
    this.mostBytes = mostBytes;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      // Only once more follows, so that the last piece is not an empty one.
      if (piece.size() == mostBytes) {
        put();
      }
      int count = Math.min(length - done, mostBytes - piece.size());
      piece.write(bytes, offset + done, count);
      done += count;
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      put();
    }
  }

  private void put() throws IOException {
    if (begun) {
      disk.append(file, piece.toByteArray());
    } else {
      disk.write(file, piece.toByteArray());
    }
    begun = true;
    piece.reset();
  }
}
