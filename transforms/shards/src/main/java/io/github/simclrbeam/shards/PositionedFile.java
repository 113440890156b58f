package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * A file that several threads read at positions of their own, none waiting for another. Of a file
 * of an object store it is a copy on a disk of this machine: there every record would be a request.
 *
 * <p>It is read, not mapped into memory: a read from a file that was cut meanwhile fails and can be
 * told, the same access to a mapped one ends the process. The price is about a microsecond a
 * record.
 */
final class PositionedFile implements Closeable {
  private final FileChannel channel;

  private PositionedFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a file, copying it if it is not local. */
  static PositionedFile open(String uri) throws IOException {
    return new PositionedFile(StoredFile.openLocally(uri));
  }

  /** Returns a stream over the whole file, to be used once; closing it closes the file. */
  InputStream stream() {
    return Channels.newInputStream(channel);
  }

  /** Fills the buffer from offset; returns false when the file ends before. */
  boolean read(ByteBuffer into, long offset) throws IOException {
    long position = offset;
    while (into.hasRemaining()) {
      int count = channel.read(into, position);
      if (count < 0) {
        return false;
      }
      position += count;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
