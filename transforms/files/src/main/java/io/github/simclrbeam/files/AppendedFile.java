package io.github.simclrbeam.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that grows at its end and can be taken back to an earlier size, for what is written while
 * something runs. On a local disk every {@link #append} is seen at once; on other file systems,
 * which cannot append, the file is held in memory and written whole at each {@link #sync}. One
 * thread uses it.
 */
public final class AppendedFile {
  private final String uri;
  private final Disk disk;
  private final ByteArrayOutputStream remote = new ByteArrayOutputStream();
  private long size;

  private AppendedFile(String uri, Disk disk, long size) {
    this.uri = uri;
    this.disk = disk;
    this.size = size;
  }

  /** As the longer form, on this machine's disk. */
  public static AppendedFile open(String uri, long keptBytes) throws IOException {
    return open(uri, keptBytes, Disk.local());
  }

  /** Opens the file with its first bytes kept, as {@link #of}, and the rest cut off. */
  public static AppendedFile open(String uri, long keptBytes, Disk disk) throws IOException {
    AppendedFile file = of(uri, keptBytes, disk);
    file.cut();
    return file;
  }

  /**
   * Returns the file as it would be with its first bytes kept and the rest cut off; {@link #cut}
   * does so.
   *
   * @param keptBytes as {@link #sync} gave them; 0 starts the file anew
   * @param disk where the file is, if it is local
   * @throws IOException if the file holds fewer bytes
   */
  public static AppendedFile of(String uri, long keptBytes, Disk disk) throws IOException {
    if (keptBytes < 0) {
      throw new IllegalArgumentException("bytes kept must be 0 or more, but was: " + keptBytes);
    }
    long found = keptBytes > 0 && StoredFile.exists(uri) ? StoredFile.size(uri) : 0;
    if (found < keptBytes) {
      throw new IOException(
          "%s must hold the %d bytes that its checkpoint counts, but holds %d"
              .formatted(uri, keptBytes, found));
    }
    AppendedFile file = new AppendedFile(uri, disk, keptBytes);
    if (keptBytes > 0 && !Uris.isLocal(uri)) {
      file.remote.writeBytes(Arrays.copyOf(StoredFile.read(uri), Math.toIntExact(keptBytes)));
    }
    return file;
  }

  /** Cuts off what is not kept, making the file and the directories above it when not there. */
  public void cut() throws IOException {
    if (!Uris.isLocal(uri)) {
      return;
    }
    if (Files.exists(path())) {
      disk.truncate(path(), size);
    } else {
      new DurableFiles(disk).write(uri, new byte[0]);
    }
  }

  /** Appends all bytes. */
  public void append(byte[] bytes) throws IOException {
    if (Uris.isLocal(uri)) {
      disk.append(path(), bytes);
    } else {
      remote.writeBytes(bytes);
    }
    size += bytes.length;
  }

  /** Returns the bytes so far, those kept included. */
  public long size() {
    return size;
  }

  /** Returns the file as it is now, what was not synced included. */
  public byte[] content() throws IOException {
    if (!Uris.isLocal(uri)) {
      return remote.toByteArray();
    }
    return size == 0 ? new byte[0] : Arrays.copyOf(StoredFile.read(uri), Math.toIntExact(size));
  }

  /** Makes what was appended survive a crash; returns the bytes so far. */
  public long sync() throws IOException {
    if (Uris.isLocal(uri)) {
      disk.force(path());
    } else {
      StoredFile.writeAtomically(uri, remote.toByteArray());
    }
    return size;
  }

  private Path path() throws IOException {
    return LocalPaths.of(uri).toAbsolutePath();
  }
}
