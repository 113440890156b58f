package io.github.simclrbeam.sources;

import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Files that were read from last, kept open because opening costs a request on an object store.
 * Thread-safe: a file that is being read is taken out, and another reader opens it again.
 */
final class OpenFiles implements AutoCloseable {
  /** Files kept open at a time. */
  static final int MOST = 8;

  private record Open(String uri, SeekableByteChannel channel) {}

  private final Deque<Open> latestFirst = new ArrayDeque<>();

  /**
   * Returns a part of a file.
   *
   * @throws BeyondFileException if the file ends before
   */
  byte[] read(String uri, long offset, int length) throws IOException {
    Open open = take(uri);
    try {
      byte[] bytes = read(open, offset, length);
      giveBack(open);
      return bytes;
    } catch (IOException | RuntimeException e) {
      open.channel.close();
      throw e;
    }
  }

  private static byte[] read(Open open, long offset, int length) throws IOException {
    SeekableByteChannel channel = open.channel;
    if (offset < 0 || length < 0 || offset > channel.size() - length) {
      throw new BeyondFileException(open.uri, channel.size(), offset, length);
    }
    channel.position(offset);
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("%s was cut while it was read".formatted(open.uri));
      }
    }
    return buffer.array();
  }

  private Open take(String uri) throws IOException {
    synchronized (latestFirst) {
      for (Open open : latestFirst) {
        if (open.uri.equals(uri)) {
          latestFirst.remove(open);
          return open;
        }
      }
    }
    return new Open(uri, StoredFile.openSeekable(uri));
  }

  private void giveBack(Open open) throws IOException {
    Open oldest;
    synchronized (latestFirst) {
      latestFirst.addFirst(open);
      oldest = latestFirst.size() > MOST ? latestFirst.removeLast() : null;
    }
    if (oldest != null) {
      oldest.channel.close();
    }
  }

  /** Closes the files that nobody is reading. */
  @Override
  public void close() throws IOException {
    synchronized (latestFirst) {
      for (Open open : latestFirst) {
        open.channel.close();
      }
      latestFirst.clear();
    }
  }
}
