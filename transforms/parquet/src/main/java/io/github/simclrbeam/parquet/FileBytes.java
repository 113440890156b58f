package io.github.simclrbeam.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Positioned reads of a file whose length is known. */
record FileBytes(SeekableByteChannel channel, String uri, long length) {
  /** Larger reads would make the JDK keep as large a buffer outside the heap. */
  private static final int READ_BYTES = 1 << 20;

  /**
   * Fills {@code into} from its index {@code at} with {@code count} bytes from {@code position}.
   */
  void read(long position, byte[] into, int at, int count) throws IOException {
    if (channel.position() != position) {
      channel.position(position);
    }
    int end = at + count;
    while (at < end) {
      int read = channel.read(ByteBuffer.wrap(into, at, Math.min(READ_BYTES, end - at)));
      if (read < 0) {
        throw new IOException(uri + " was cut while it was read");
      }
      at += read;
    }
  }

  /** Returns {@code count} bytes from {@code position}. */
  byte[] read(long position, int count) throws IOException {
    byte[] bytes = new byte[count];
    read(position, bytes, 0, count);
    return bytes;
  }
}
