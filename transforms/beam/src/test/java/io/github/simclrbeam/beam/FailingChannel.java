package io.github.simclrbeam.beam;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;

/** A file that fails after some bytes, or when all is done and it is closed. */
final class FailingChannel implements ByteChannel {
  private final FileChannel file;
  private long left;
  private boolean failed;

  private FailingChannel(FileChannel file, long left) {
    this.file = file;
    this.left = left;
  }

  static FailingChannel over(FileChannel file, FaultPlan.Strike strike, int bytes) {
    return new FailingChannel(file, strike == FaultPlan.Strike.MIDWAY ? bytes : Long.MAX_VALUE);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    ByteBuffer allowed = allowed(bytes);
    int count = file.write(allowed);
    bytes.position(bytes.position() + count);
    left -= count;
    return count;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    ByteBuffer allowed = allowed(into);
    int count = file.read(allowed);
    into.position(into.position() + Math.max(count, 0));
    left -= Math.max(count, 0);
    return count;
  }

  private ByteBuffer allowed(ByteBuffer buffer) throws IOException {
    if (failed || left == 0) {
      failed = true;
      throw new IOException("fault midway");
    }
    ByteBuffer allowed = buffer.duplicate();
    allowed.limit(buffer.position() + (int) Math.min(buffer.remaining(), left));
    return allowed;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    boolean first = file.isOpen() && !failed;
    file.close();
    if (first) {
      failed = true;
      throw new IOException("fault on closing");
    }
  }
}
