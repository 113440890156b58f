package io.github.simclrbeam.files;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Files of the file systems that are not local. Their clients throw what they like, also what is
 * unchecked; here it is a {@link StoreException}, and a file that is not there a {@link
 * FileNotFoundException}, as on a disk.
 */
final class RemoteFile {
  private static final int BUFFER_BYTES = 1 << 20;

  private RemoteFile() {}

  /** One request to a store. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /** One change of a store, or of a stream to it. */
  @FunctionalInterface
  interface Step {
    void take() throws IOException;
  }

  /**
   * Returns the files that match, hidden ones too. Consoles make an empty object in the place of a
   * folder, whose name ends with a slash: it is no file.
   *
   * @throws MissingBucketException if there is no such bucket
   */
  static List<MatchResult.Metadata> matched(String spec) throws IOException {
    try {
      return answer(spec, () -> listed(spec)).stream()
          .filter(file -> !file.resourceId().isDirectory())
          .toList();
    } catch (StoreException e) {
      // Of a bucket that is there what does not match is no fault.
      throw e.saysNotFound() ? new MissingBucketException(spec, e) : e;
    }
  }

  private static List<MatchResult.Metadata> listed(String spec) throws IOException {
    MatchResult result = FileSystems.match(spec, EmptyMatchTreatment.ALLOW);
    return result.status() == MatchResult.Status.NOT_FOUND ? List.of() : result.metadata();
  }

  /** Returns what is known of a file; null where there is none. */
  static MatchResult.Metadata metadata(String uri) throws IOException {
    int wildcard = GlobPattern.firstWildcard(uri);
    if (wildcard == uri.length()) {
      return matched(uri).stream().findFirst().orElse(null);
    }
    // A store takes them for a glob, which this name need not match, and others may.
    return matched(uri.substring(0, wildcard) + "**").stream()
        .filter(file -> file.resourceId().toString().equals(uri))
        .findFirst()
        .orElse(null);
  }

  /** Opens a file for reading, and for seeking where the store can. */
  static ReadableByteChannel open(String uri) throws IOException {
    try {
      ReadableByteChannel channel = answer(uri, () -> FileSystems.open(resource(uri)));
      return channel instanceof SeekableByteChannel seekable
          ? new RemoteChannel(uri, seekable)
          : channel;
    } catch (FileNotFoundException e) {
      throw missing(uri, e);
    } catch (StoreException e) {
      // Of a store whose client has an exception of its own for that.
      throw metadata(uri) == null ? missing(uri, e) : e;
    }
  }

  static SeekableByteChannel openSeekable(String uri) throws IOException {
    ReadableByteChannel channel = open(uri);
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException("cannot seek in " + uri);
  }

  static OutputStream create(String uri) throws IOException {
    WritableByteChannel to = answer(uri, () -> FileSystems.create(resource(uri), MimeTypes.BINARY));
    return new RemoteOutput(uri, Channels.newOutputStream(to));
  }

  /**
   * Sends a file to a store where an object is there once its upload is closed. All of it is made
   * before the upload begins: when it cannot be made, nothing is sent.
   *
   * @throws StoreException if the store does not take it
   * @throws IOException if it cannot be made, or not be held here; says where that is
   */
  static void put(String uri, StoredFile.Content content) throws IOException {
    try (FileChannel made = ScratchFile.create()) {
      OutputStream out = new BufferedOutputStream(ScratchFile.output(made, uri));
      content.writeTo(
          new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
              flush();
            }
          });
      out.flush();
      made.position(0);
      take(uri, () -> send(made, uri));
    }
  }

  private static void send(FileChannel made, String uri) throws IOException {
    WritableByteChannel to = FileSystems.create(resource(uri), MimeTypes.BINARY);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (made.read(buffer.clear()) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
    }
    // Only here: to close an upload that failed would complete it with what was sent so far.
    to.close();
  }

  static void rename(String from, String to) throws IOException {
    take(
        from,
        () ->
            FileSystems.rename(
                List.of(resource(from)),
                List.of(resource(to)),
                StandardMoveOptions.IGNORE_MISSING_FILES));
  }

  /** Deletes them with few requests, in no order; those that are gone are passed over. */
  static void delete(List<String> uris) throws IOException {
    if (uris.isEmpty()) {
      return;
    }
    take(
        uris.get(0),
        () ->
            FileSystems.delete(
                uris.stream().map(RemoteFile::resource).toList(),
                StandardMoveOptions.IGNORE_MISSING_FILES));
  }

  /**
   * Returns what a request gives.
   *
   * @throws StoreException for its faults, of whatever kind
   * @throws IllegalArgumentException if no file system here takes such uris
   */
  static <T> T answer(String uri, Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (FileNotFoundException | StoreException | IllegalArgumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new StoreException(uri, e);
    }
  }

  /** As {@link #answer}, for what gives nothing. */
  static void take(String uri, Step step) throws IOException {
    answer(
        uri,
        () -> {
          step.take();
          return null;
        });
  }

  private static FileNotFoundException missing(String uri, IOException cause) {
    FileNotFoundException missing = new FileNotFoundException(uri);
    missing.initCause(cause);
    return missing;
  }

  private static ResourceId resource(String uri) {
    return FileSystems.matchNewResource(uri, false);
  }
}
