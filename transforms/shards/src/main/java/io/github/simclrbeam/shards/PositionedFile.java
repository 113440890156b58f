package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * A file that several threads read at positions of their own.
 *
 * <p>It is read, not mapped into memory: a read from a file that was cut meanwhile fails and can be
 * told, the same access to a mapped one ends the process. The price is about a microsecond a
 * record.
 */
abstract class PositionedFile implements Closeable {
  /** Opens a file; on a local disk reads do not wait for each other. */
  static PositionedFile open(String uri) throws IOException {
    SeekableByteChannel channel = StoredFile.openSeekable(uri);
    return channel instanceof FileChannel local ? new Local(local) : new Remote(channel);
  }

  /** Fills the buffer from offset; returns false when the file ends before. */
  abstract boolean read(ByteBuffer into, long offset) throws IOException;

  private static final class Local extends PositionedFile {
    private final FileChannel channel;

    Local(FileChannel channel) {
      this.channel = channel;
    }

    @Override
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

  private static final class Remote extends PositionedFile {
    private final SeekableByteChannel channel;

    Remote(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    synchronized boolean read(ByteBuffer into, long offset) throws IOException {
      channel.position(offset);
      while (into.hasRemaining()) {
        if (channel.read(into) < 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public synchronized void close() throws IOException {
      channel.close();
    }
  }
}
