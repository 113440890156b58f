package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second run from training into a run directory: a lock on its file {@code .lock}, which
 * the system takes back when the process ends, however it ends. The file is deleted on closing; one
 * that a killed process left is taken over. Where files have no locks, and on file systems that are
 * not local, nobody is kept out.
 */
final class RunLock implements Closeable {
  private static final String FILE = ".lock";

  /** Those of this process: to the system it is one, and its closing of a file ends all locks. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final RunLock NONE = new RunLock("", Path.of(FILE), null);

  private final String run;
  private final Path file;
  private Held held;

  /** A file that is open and locked, and what tells it from another one of its name. */
  private record Held(FileChannel channel, Object key) {}

  private RunLock(String run, Path file, Held held) {
    this.run = run;
    this.file = file;
    this.held = held;
  }

  /**
   * Locks a directory, making it if it is not there.
   *
   * @throws InvalidOptionsException if another run has it; names it
   */
  static RunLock take(String run) throws IOException {
    if (!Uris.isLocal(run)) {
      return NONE;
    }
    Path directory = Path.of(Uris.plain(run)).toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    RunLock lock = new RunLock(run, directory.toRealPath().resolve(FILE), null);
    if (!HELD.add(lock.file)) {
      throw lock.taken();
    }
    try {
      lock.held = lock.lock();
      return lock;
    } catch (IOException | RuntimeException e) {
      HELD.remove(lock.file);
      throw e;
    }
  }

  /**
   * Locks the directory again where its file is no longer there, for all of it was overwritten.
   *
   * @throws InvalidOptionsException if another process was faster
   */
  void renew() throws IOException {
    if (held != null && !held.key.equals(key())) {
      Held before = held;
      held = lock();
      before.channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (held != null) {
      if (held.key.equals(key())) {
        Files.delete(file);
      }
      held.channel.close();
    }
    HELD.remove(file);
  }

  /** Returns what it holds; null where there are no locks. */
  private Held lock() throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        Object key = key();
        if (!locked(channel)) {
          channel.close();
          Files.deleteIfExists(file);
          return null;
        }
        // Who ends deletes the file: a lock on one that has lost its name keeps nobody out.
        if (key != null && Objects.equals(key, key())) {
          return new Held(channel, key);
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private boolean locked(FileChannel channel) {
    try {
      if (channel.tryLock() == null) {
        throw taken();
      }
      return true;
    } catch (IOException e) {
      Progress.say(
          "%s cannot be locked (%s): see to it that no other process trains into it"
              .formatted(run, e.getMessage()));
      return false;
    }
  }

  private InvalidOptionsException taken() {
    Problems problems = new Problems();
    problems.note("output", run + " is being trained into by another process; wait for its end");
    return new InvalidOptionsException(problems.found());
  }

  /** Returns what tells the file of this name from others, if the system does; null for none. */
  private Object key() throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? FILE : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
