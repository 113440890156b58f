package io.github.simclrbeam.files;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * One file on any file system that Beam reads. A local path is taken letter by letter: {@code *},
 * {@code [} or a brace in it is no wildcard.
 */
public final class StoredFile {
  /** Stores that show an object once its upload is complete, and not before. */
  private static final Set<String> WHOLE = Set.of("gs", "s3");

  private StoredFile() {}

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; may close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Returns whether a file (not a directory) is there. */
  public static boolean exists(String uri) throws IOException {
    return Uris.isLocal(uri)
        ? Files.isRegularFile(LocalPaths.of(uri))
        : RemoteFile.metadata(uri) != null;
  }

  /**
   * Returns the file's size in bytes.
   *
   * @throws FileNotFoundException if there is none
   */
  public static long size(String uri) throws IOException {
    if (Uris.isLocal(uri)) {
      if (!exists(uri)) {
        throw new FileNotFoundException(uri);
      }
      return Files.size(LocalPaths.of(uri));
    }
    MatchResult.Metadata metadata = RemoteFile.metadata(uri);
    if (metadata == null) {
      throw new FileNotFoundException(uri);
    }
    return metadata.sizeBytes();
  }

  /**
   * Opens a stream over the whole file; the caller closes it.
   *
   * @throws FileNotFoundException if there is none
   */
  public static InputStream open(String uri) throws IOException {
    return Uris.isLocal(uri)
        ? Channels.newInputStream(LocalFile.openForReading(uri))
        : Channels.newInputStream(RemoteFile.open(uri));
  }

  /**
   * Opens the file for positioned reads; the caller closes it.
   *
   * @throws FileNotFoundException if there is none
   */
  public static SeekableByteChannel openSeekable(String uri) throws IOException {
    return Uris.isLocal(uri) ? LocalFile.openForReading(uri) : RemoteFile.openSeekable(uri);
  }

  /**
   * Opens the file for many reads here and there: a local one as it is, of another a copy on a disk
   * of this machine, made now. On a store each of those reads would be a request. The caller closes
   * it.
   *
   * @throws FileNotFoundException if there is none
   */
  public static FileChannel openLocally(String uri) throws IOException {
    return Uris.isLocal(uri) ? LocalFile.openForReading(uri) : ScratchFile.copyOf(uri);
  }

  /** Returns the whole file. */
  public static byte[] read(String uri) throws IOException {
    try (InputStream in = open(uri)) {
      return in.readAllBytes();
    }
  }

  /** Returns the whole file as UTF-8 text. */
  public static String readText(String uri) throws IOException {
    return new String(read(uri), StandardCharsets.UTF_8);
  }

  /**
   * Returns length bytes from offset.
   *
   * @throws IOException if the file ends before; the message gives where
   */
  public static byte[] read(String uri, long offset, int length) throws IOException {
    try (SeekableByteChannel channel = openSeekable(uri)) {
      if (offset < 0 || length < 0 || offset + length > channel.size()) {
        throw new IOException(
            "%s ends at byte %d, but %d bytes from %d were asked for"
                .formatted(uri, channel.size(), length, offset));
      }
      channel.position(offset);
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new IOException("%s was cut while it was read".formatted(uri));
        }
      }
      return buffer.array();
    }
  }

  /**
   * Opens the file for writing from its start, making the directories above it; on local disks a
   * reader sees it grow. The caller closes it.
   */
  public static OutputStream create(String uri) throws IOException {
    return Uris.isLocal(uri) ? LocalFile.create(uri) : RemoteFile.create(uri);
  }

  /**
   * Writes the file so that a reader sees it whole or not at all: under a temporary name, then
   * renamed; to a store that shows an object once it is complete, under its own name.
   */
  public static void writeAtomically(String uri, byte[] bytes) throws IOException {
    writeAtomically(uri, out -> out.write(bytes));
  }

  /**
   * Writes what a writer gives as {@link #writeAtomically(String, byte[])} does, without holding it
   * in memory; when the writer throws, nothing is there.
   */
  public static void writeAtomically(String uri, Content content) throws IOException {
    if (WHOLE.contains(Uris.scheme(uri))) {
      RemoteFile.put(uri, content);
      return;
    }
    String temporary = uri + ".tmp-" + UUID.randomUUID();
    try {
      try (OutputStream out = new BufferedOutputStream(create(temporary))) {
        content.writeTo(out);
      }
      rename(temporary, uri);
    } catch (IOException | RuntimeException e) {
      deleteQuietly(temporary, e);
      throw e;
    }
  }

  /** Writes UTF-8 text as {@link #writeAtomically(String, byte[])} does. */
  public static void writeAtomically(String uri, String text) throws IOException {
    writeAtomically(uri, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Renames, replacing what is there; does nothing when the source is gone (a retried rename). */
  public static void rename(String from, String to) throws IOException {
    if (Uris.isLocal(from) && Uris.isLocal(to)) {
      LocalFile.rename(from, to);
    } else {
      RemoteFile.rename(from, to);
    }
  }

  /** Deletes; does nothing when it is gone. */
  public static void delete(String uri) throws IOException {
    if (Uris.isLocal(uri)) {
      Files.deleteIfExists(LocalPaths.of(uri));
    } else {
      RemoteFile.delete(List.of(uri));
    }
  }

  /**
   * Deletes many, in no order and on a store with few requests; does nothing for those that are
   * gone.
   *
   * @param uris all local or all on one file system
   */
  public static void delete(List<String> uris) throws IOException {
    if (uris.isEmpty() || !Uris.isLocal(uris.get(0))) {
      RemoteFile.delete(uris);
      return;
    }
    for (String uri : uris) {
      delete(uri);
    }
  }

  private static void deleteQuietly(String uri, Exception fault) {
    try {
      delete(uri);
    } catch (IOException e) {
      fault.addSuppressed(e);
    }
  }
}
