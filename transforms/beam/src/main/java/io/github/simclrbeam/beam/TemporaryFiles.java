package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;

/** What attempts leave behind while a run lasts: chunks, shards without a name, spooled bytes. */
public final class TemporaryFiles {
  private static final String HALF_WRITTEN = "(index/.+|[a-z_.-]+)\\.tmp-[0-9a-f-]{36}";

  private TemporaryFiles() {}

  /** Deletes a directory of them; does nothing when it is not there. */
  public static void remove(String directory) throws IOException {
    for (FileEntry file : Listing.expandIfAny(directory)) {
      StoredFile.delete(file.uri());
    }
    try {
      FileSystems.delete(
          List.of(FileSystems.matchNewResource(directory, true)),
          StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (DirectoryNotEmptyException e) {
      // Hidden files: a network file system keeps what is deleted while it is open, as .nfs00001.
    }
  }

  /** As the shorter form, after a fault, which it never hides: its own are added to that one. */
  public static void remove(String directory, Exception fault) {
    try {
      remove(directory);
    } catch (IOException | RuntimeException e) {
      fault.addSuppressed(e);
    }
  }

  /** As the shorter form, after a fault, which it never hides: its own are added to that one. */
  public static void tidy(ShardDestination destination, Exception fault) {
    try {
      tidy(destination);
    } catch (IOException | RuntimeException e) {
      fault.addSuppressed(e);
    }
  }

  /**
   * Deletes what a run that goes on after an interruption cannot use, and keeps finished chunks and
   * what the last step wrote down. To be called while nothing runs in the directory.
   */
  public static void tidy(ShardDestination destination) throws IOException {
    String directory = destination.temporaryDirectory();
    FinishedChunks chunks = new FinishedChunks(directory);
    List<FileEntry> files = Listing.expandIfAny(directory);
    Set<String> useful = new HashSet<>();
    for (FileEntry file : files) {
      Optional<String> chunk = chunks.fileOf(file.path());
      if (chunk.isPresent()) {
        useful.addAll(List.of(file.path(), chunk.get()));
      } else if (isOfLastStep(file.path())) {
        useful.add(file.path());
      }
    }
    for (FileEntry file : files) {
      if (!useful.contains(file.path())) {
        StoredFile.delete(file.uri());
      }
    }
  }

  private static boolean isOfLastStep(String name) {
    return StoredSets.isName(name)
        || ShardDestination.isAside(name)
        || name.equals(DeadLetters.FILE);
  }

  /** Returns whether a file is one that was being written under a temporary name. */
  static boolean isHalfWritten(String name) {
    return name.matches(HALF_WRITTEN);
  }
}
