package io.github.simclrbeam.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Files that survive: once a method has returned, neither the end of the process nor that of the
 * machine undoes it.
 *
 * @param disk where local files go
 */
public record DurableFiles(Disk disk) {
  /** What the names of unfinished files hold; a process that is killed may leave some. */
  static final String UNFINISHED = ".tmp-";

  /** On the disk of this machine. */
  public static DurableFiles local() {
    return new DurableFiles(Disk.local());
  }

  /**
   * Writes a file, on any file system, so that a reader sees it whole or as it was before; makes
   * the directories above it.
   */
  public void write(String uri, byte[] bytes) throws IOException {
    write(uri, out -> out.write(bytes));
  }

  /** Writes what a writer gives as {@link #write(String, byte[])} does; it may exceed an array. */
  public void write(String uri, StoredFile.Content content) throws IOException {
    if (!Uris.isLocal(uri)) {
      StoredFile.writeAtomically(uri, content);
      return;
    }
    Path file = LocalPaths.of(uri).toAbsolutePath();
    Path parent = file.getParent();
    makeDirectories(parent);
    Path temporary = file.resolveSibling(file.getFileName() + UNFINISHED + UUID.randomUUID());
    try {
      write(temporary, content);
      disk.move(temporary, file);
    } catch (IOException | RuntimeException e) {
      deleteTree(temporary, e);
      throw e;
    }
    disk.force(parent);
  }

  /** Writes a local file whose name nobody looks for yet, and forces it. */
  void write(Path file, StoredFile.Content content) throws IOException {
    try (OutputStream out = new DiskOutput(disk, file)) {
      content.writeTo(out);
    }
    disk.force(file);
  }

  /** Deletes a file on any file system; does nothing when it is gone. */
  public void delete(String uri) throws IOException {
    if (!Uris.isLocal(uri)) {
      StoredFile.delete(uri);
      return;
    }
    Path file = LocalPaths.of(uri).toAbsolutePath();
    if (Files.exists(file)) {
      disk.delete(file);
      disk.force(file.getParent());
    }
  }

  /** Makes a local directory and those above it that are missing. */
  public void makeDirectories(Path directory) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path d = directory.toAbsolutePath(); !Files.isDirectory(d); d = d.getParent()) {
      missing.push(d);
    }
    for (Path d : missing) {
      disk.makeDirectory(d);
      disk.force(d.getParent());
    }
  }

  /** Deletes what a killed process left unfinished in a local directory, if that is there. */
  public void deleteUnfinished(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + UNFINISHED + "*")) {
      for (Path path : left) {
        deleteTree(path);
      }
    }
  }

  /** Deletes a local file or directory with all that it holds, if it is there. */
  void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> below = Files.newDirectoryStream(root)) {
        for (Path path : below) {
          deleteTree(path);
        }
      }
    }
    disk.delete(root);
  }

  /** Cleans up after a failure, whose cause is what counts. */
  void deleteTree(Path root, Exception fault) {
    try {
      deleteTree(root);
    } catch (IOException e) {
      fault.addSuppressed(e);
    }
  }
}
