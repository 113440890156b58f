package io.github.simclrbeam.options;

import io.github.simclrbeam.files.Uris;
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
 * Keeps a second run from writing into an output directory: a lock on its file {@code .lock}, which
 * the system takes back when the process ends, however it ends. The file is deleted on closing; one
 * that a killed process left is taken over. Where files have no locks, and on file systems that are
 * not local, nobody is kept out.
 */
final class OutputLock implements Closeable {
  static final String FILE = ".lock";

  /** Those of this process: to the system it is one, and its closing of a file ends all locks. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Keeps nobody out. */
  static final OutputLock NONE = new OutputLock("", Path.of(FILE));

  private final String output;
  private final Path file;
  private Held held;

  /** A file that is open and locked, and what tells it from another one of its name. */
  private record Held(FileChannel channel, Object key) {}

  private OutputLock(String output, Path file) {
    this.output = output;
    this.file = file;
  }

  /**
   * Locks a directory, making it if it is not there.
   *
   * @throws InvalidOptionsException if another run has it; names it
   */
  static OutputLock take(String output) throws IOException {
    if (!Uris.isLocal(output)) {
      return NONE;
    }
    Path directory = Path.of(Uris.plain(output)).toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    OutputLock lock = new OutputLock(output, directory.toRealPath().resolve(FILE));
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
          "%s cannot be locked (%s): see to it that no other process writes into it"
              .formatted(output, e.getMessage()));
      return false;
    }
  }

  private InvalidOptionsException taken() {
    Problems problems = new Problems();
    problems.note("output", output + " is being written by another process; wait for its end");
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
