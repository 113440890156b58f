package io.github.simclrbeam.files;

import java.io.IOException;
import java.io.OutputStream;

/** A stored file that is written, with the faults of its store as {@link StoreException}s. */
final class RemoteOutput extends OutputStream {
  private final String uri;
  private final OutputStream out;

  RemoteOutput(String uri, OutputStream out) {
    this.uri = uri;
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    RemoteFile.take(uri, () -> out.write(value));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    RemoteFile.take(uri, () -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    RemoteFile.take(uri, out::flush);
  }

  @Override
  public void close() throws IOException {
    RemoteFile.take(uri, out::close);
  }
}
