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

  /** One thing to do with the stream. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  @Override
  public void write(int value) throws IOException {
    take(() -> out.write(value));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    take(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    take(out::flush);
  }

  @Override
  public void close() throws IOException {
    take(out::close);
  }

  private void take(Step step) throws IOException {
    RemoteFile.answer(
        uri,
        () -> {
          step.take();
          return null;
        });
  }
}
