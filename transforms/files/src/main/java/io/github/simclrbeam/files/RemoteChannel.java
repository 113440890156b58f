package io.github.simclrbeam.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A stored file that is read, with the faults of its store as {@link StoreException}s. */
final class RemoteChannel implements SeekableByteChannel {
  private final String uri;
  private final SeekableByteChannel channel;

  RemoteChannel(String uri, SeekableByteChannel channel) {
    this.uri = uri;
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return RemoteFile.answer(uri, () -> channel.read(into));
  }

  @Override
  public long position() throws IOException {
    return RemoteFile.answer(uri, channel::position);
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    RemoteFile.answer(uri, () -> channel.position(position));
    return this;
  }

  @Override
  public long size() throws IOException {
    return RemoteFile.answer(uri, channel::size);
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    RemoteFile.take(uri, channel::close);
  }
}
