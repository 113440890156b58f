package io.github.simclrbeam.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The changes of a local disk that files which survive a crash are made of. What was not forced may
 * be lost, in part or as a whole, when the machine stops; when only the process dies nothing is.
 */
public interface Disk {
  /** Makes one directory. */
  void makeDirectory(Path directory) throws IOException;

  /** Writes a file from its start, new or in the place of what it held. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Adds bytes to the end of a file that is there. */
  void append(Path file, byte[] bytes) throws IOException;

  /** Cuts a file to so many bytes. */
  void truncate(Path file, long bytes) throws IOException;

  /** Renames at once, within a directory; a file replaces a file. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty directory. */
  void delete(Path path) throws IOException;

  /** Makes a file's bytes survive, or which names a directory holds. */
  void force(Path path) throws IOException;

  /** Returns the disk of this machine. */
  static Disk local() {
    return LocalDisk.INSTANCE;
  }
}
