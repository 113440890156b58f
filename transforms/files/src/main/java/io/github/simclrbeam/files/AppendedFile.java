package io.github.simclrbeam.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file that grows at its end and can be taken back to an earlier size, for what is written while
 * something runs. On a local disk every {@link #append} is seen at once; on other file systems,
 * which cannot append, the file is held in memory and written whole at each {@link #sync}. One
 * thread uses it.
 */
public final class AppendedFile implements AutoCloseable {
  private final String uri;
  private final FileChannel local;
  private final ByteArrayOutputStream remote = new ByteArrayOutputStream();
  private long size;

  private AppendedFile(String uri, FileChannel local, long size) {
    this.uri = uri;
    this.local = local;
    this.size = size;
  }

  /**
   * Opens the file with its first bytes kept and the rest cut off, making the directories above it.
   *
   * @param keptBytes as {@link #sync} gave them; 0 starts the file anew
   * @throws IOException if the file holds fewer bytes
   */
  public static AppendedFile open(String uri, long keptBytes) throws IOException {
    if (keptBytes < 0) {
      throw new IllegalArgumentException("bytes kept must be 0 or more, but was: " + keptBytes);
    }
    long found = keptBytes > 0 && StoredFile.exists(uri) ? StoredFile.size(uri) : 0;
    if (found < keptBytes) {
      throw new IOException(
          "%s must hold the %d bytes that its checkpoint counts, but holds %d"
              .formatted(uri, keptBytes, found));
    }
    if (Uris.isLocal(uri)) {
      Path path = LocalPaths.of(uri);
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel local =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      local.truncate(keptBytes);
      local.position(keptBytes);
      return new AppendedFile(uri, local, keptBytes);
    }
    AppendedFile file = new AppendedFile(uri, null, keptBytes);
    if (keptBytes > 0) {
      file.remote.writeBytes(Arrays.copyOf(StoredFile.read(uri), Math.toIntExact(keptBytes)));
    }
    return file;
  }

  /** Appends all bytes. */
  public void append(byte[] bytes) throws IOException {
    if (local == null) {
      remote.writeBytes(bytes);
    } else {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        local.write(buffer);
      }
    }
    size += bytes.length;
  }

  /** Returns the bytes so far, those kept included. */
  public long size() {
    return size;
  }

  /** Returns the whole file as it is now, what was not synced included. */
  public byte[] content() throws IOException {
    return local == null
        ? remote.toByteArray()
        : Arrays.copyOf(StoredFile.read(uri), Math.toIntExact(size));
  }

  /** Makes what was appended survive a crash; returns the bytes so far. */
  public long sync() throws IOException {
    if (local == null) {
      StoredFile.writeAtomically(uri, remote.toByteArray());
    } else {
      local.force(false);
    }
    return size;
  }

  /** Closes it; what was appended since the last {@link #sync} may be lost. */
  @Override
  public void close() throws IOException {
    if (local != null) {
      local.close();
    }
  }
}
