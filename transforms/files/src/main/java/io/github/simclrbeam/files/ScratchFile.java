package io.github.simclrbeam.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files on a disk of this machine, below {@code java.io.tmpdir}, for what an object store does not
 * do: reading here and there, and taking back what was half sent. They lose their names as soon as
 * they are open, so that their space is free again once the channel is closed or the process ends,
 * however it ends.
 */
final class ScratchFile {
  private static final long PIECE_BYTES = 1L << 26;

  private ScratchFile() {}

  /**
   * Returns an empty one to write and read; the caller closes it.
   *
   * @throws IOException if it cannot be made; says where
   */
  static FileChannel create() throws IOException {
    Path file;
    try {
      file = Files.createTempFile("simclr-beam-", ".scratch");
    } catch (IOException e) {
      // No cause: it knows only a name that nobody gave.
      throw new IOException(
          "no file can be made in %s (TMPDIR names another directory): %s"
              .formatted(directory(), e.getClass().getSimpleName()));
    }
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Returns a copy of a stored file, at its start; the caller closes it.
   *
   * @throws java.io.FileNotFoundException if there is no such file
   * @throws IOException if it cannot be read, or not be held here; says where that is
   */
  static FileChannel copyOf(String uri) throws IOException {
    try (ReadableByteChannel from = RemoteFile.open(uri)) {
      FileChannel copy = create();
      try {
        fill(copy, from, uri);
        return copy.position(0);
      } catch (IOException | RuntimeException e) {
        copy.close();
        throw e;
      }
    }
  }

  /** Returns a stream into one, whose faults say where it is. */
  static OutputStream output(FileChannel scratch, String uri) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
          while (buffer.hasRemaining()) {
            scratch.write(buffer);
          }
        } catch (IOException e) {
          throw notHeld(uri, e);
        }
      }
    };
  }

  /**
   * Copies to the end.
   *
   * @throws StoreException if the stored file cannot be read
   * @throws IOException if it cannot be held here; says where that is
   */
  static void fill(FileChannel copy, ReadableByteChannel from, String uri) throws IOException {
    long done = 0;
    for (long count = 1; count > 0; done += count) {
      try {
        count = copy.transferFrom(from, done, PIECE_BYTES);
      } catch (FileNotFoundException | StoreException e) {
        throw e;
      } catch (IOException e) {
        throw notHeld(uri, e);
      }
    }
  }

  private static IOException notHeld(String uri, IOException fault) {
    // No cause: below it nothing knows the file and the directory.
    return new IOException(
        "%s could not be copied to %s (TMPDIR names another directory), of which %,d bytes are free: %s"
            .formatted(
                uri,
                directory(),
                directory().toFile().getUsableSpace(),
                fault.getMessage() == null
                    ? fault.getClass().getSimpleName()
                    : fault.getMessage()));
  }

  private static Path directory() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
