package io.github.simclrbeam.fetch;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.options.StageOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The folder that a data set is fetched into. Until it is complete everything lies in .fetch below
 * it, which no source lists; fetched.json says that it is complete.
 */
final class FetchFolder {
  /** What the folder holds. */
  enum State {
    /** Nothing yet. */
    FRESH,
    /** An interrupted fetch of the same data set. */
    UNFINISHED,
    /** The data set. */
    COMPLETE
  }

  private final Path folder;
  private final Path work;

  FetchFolder(Path folder) {
    this.folder = folder;
    this.work = folder.resolve(".fetch");
  }

  /**
   * Looks at the folder and changes nothing.
   *
   * @param problems where it is noted if the folder cannot be made or holds something else
   */
  State look(DataSet dataSet, Problems problems) throws IOException {
    if (Files.exists(record())) {
      Fetched there = Fetched.read(record());
      if (!there.equals(Fetched.of(dataSet))) {
        problems.note("output", folder + " holds " + difference(there, dataSet));
      }
      return State.COMPLETE;
    }
    if (Files.exists(marker())) {
      String name = Files.readString(marker()).strip();
      if (!name.equals(dataSet.name())) {
        problems.note(
            "output",
            folder + " holds an unfinished fetch of " + name + "; give another directory");
      }
      return State.UNFINISHED;
    }
    check(problems);
    return State.FRESH;
  }

  /** Notes if the folder cannot be made or holds something that no fetch wrote. */
  void check(Problems problems) throws IOException {
    if (Files.exists(record()) || Files.exists(marker())) {
      return;
    }
    if (Files.exists(folder.resolve("run.json"))) {
      problems.note("output", folder + " holds a run of this program; give another directory");
    } else {
      StageOutput.check(folder.toString(), problems);
    }
  }

  /**
   * Marks the folder as one that the data set is fetched into, and takes it for this process until
   * the returned lock is closed.
   *
   * @throws StageFailedException if another process has it
   */
  FileChannel begin(DataSet dataSet) throws IOException {
    Files.createDirectories(work);
    FileChannel lock =
        FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        StoredFile.writeAtomically(marker().toString(), dataSet.name());
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // Taken by this very process: as good as by another.
    }
    lock.close();
    throw new StageFailedException(folder + " is being fetched into by another process");
  }

  /** Where a file is downloaded to. */
  Path download(RemoteFile file) {
    return work.resolve(file.name());
  }

  /** Returns an empty folder to unpack into. */
  Path emptyUnpacked() throws IOException {
    LocalTrees.delete(unpacked());
    return Files.createDirectories(unpacked());
  }

  /**
   * Gives what was unpacked its names in the folder.
   *
   * @throws StageFailedException if something that is not of this fetch has one of them
   */
  void publish() throws IOException {
    Path publishing = work.resolve("publishing");
    boolean again = Files.exists(publishing);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(unpacked())) {
      for (Path entry : entries) {
        Path target = folder.resolve(entry.getFileName());
        if (Files.exists(target) && !again) {
          throw new StageFailedException(target + " is there already, and not of this fetch");
        }
      }
    }
    StoredFile.writeAtomically(publishing.toString(), "");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(unpacked())) {
      for (Path entry : entries) {
        Path target = folder.resolve(entry.getFileName());
        LocalTrees.delete(target);
        Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** Says that the folder is complete, and deletes what is needed no more. */
  void finish(DataSet dataSet, boolean keepArchive) throws IOException {
    StoredFile.writeAtomically(record().toString(), Fetched.of(dataSet).json());
    if (!keepArchive) {
      LocalTrees.delete(work);
      return;
    }
    LocalTrees.delete(unpacked());
    for (RemoteFile file : dataSet.files()) {
      if (!file.isArchive()) {
        Files.deleteIfExists(download(file));
      }
    }
    for (String name : new String[] {"data-set", "publishing", "lock"}) {
      Files.deleteIfExists(work.resolve(name));
    }
  }

  private String difference(Fetched there, DataSet dataSet) {
    return there.name().equals(dataSet.name())
        ? there.name()
            + ", but not with the checksums that this program knows; give another directory"
        : there.name() + ", not " + dataSet.name() + "; give another directory";
  }

  private Path record() {
    return folder.resolve("fetched.json");
  }

  private Path marker() {
    return work.resolve("data-set");
  }

  private Path unpacked() {
    return work.resolve("unpacked");
  }
}
