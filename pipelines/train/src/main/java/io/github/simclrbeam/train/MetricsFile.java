package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The file metrics.jsonl of a run directory: a line a step. On a local disk it grows line by line;
 * on other file systems, which cannot append, it is written whole at each {@link #sync}. One thread
 * writes it.
 */
final class MetricsFile {
  private final String uri;
  private final Disk disk;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private MetricsFile(String uri, Disk disk, byte[] kept) {
    this.uri = uri;
    this.disk = disk;
    this.written.writeBytes(kept);
  }

  /**
   * Opens the file with the lines of the steps done kept and the rest, lines of steps that will be
   * done again, cut off.
   *
   * @param keptBytes as the checkpoint to go on from says; 0 starts the file anew
   * @param steps done, each of which has its line among the bytes kept
   * @param disk where the file is, if it is local
   * @throws IOException if the file does not hold them; it is unchanged then
   */
  static MetricsFile open(String uri, long keptBytes, long steps, Disk disk) throws IOException {
    byte[] found = keptBytes > 0 && StoredFile.exists(uri) ? StoredFile.read(uri) : new byte[0];
    if (found.length < keptBytes) {
      throw new IOException(
          "%s must hold the %d bytes that its checkpoint counts, but holds %d"
              .formatted(uri, keptBytes, found.length));
    }
    byte[] kept = Arrays.copyOf(found, Math.toIntExact(keptBytes));
    MetricsFile file = new MetricsFile(uri, disk, kept);
    file.check(steps);
    if (Uris.isLocal(uri)) {
      Path path = file.path();
      if (Files.exists(path)) {
        disk.truncate(path, keptBytes);
      } else {
        new DurableFiles(disk).write(uri, kept);
      }
    }
    return file;
  }

  /** Returns the steps written so far, those kept included. */
  List<StepMetrics> steps() {
    return written.toString(StandardCharsets.UTF_8).lines().map(StepMetrics::parse).toList();
  }

  /** Appends a line. */
  void append(StepMetrics metrics) throws IOException {
    byte[] line = (metrics.line() + "\n").getBytes(StandardCharsets.UTF_8);
    written.writeBytes(line);
    if (Uris.isLocal(uri)) {
      disk.append(path(), line);
    }
  }

  /** Makes what was appended survive a crash; returns the bytes so far. */
  long sync() throws IOException {
    if (Uris.isLocal(uri)) {
      disk.force(path());
    } else {
      StoredFile.writeAtomically(uri, written.toByteArray());
    }
    return written.size();
  }

  private void check(long steps) throws IOException {
    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      long step;
      try {
        step = StepMetrics.parse(lines.get(i)).step();
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(uri, i + 1, e.getMessage()), e);
      }
      if (step != i) {
        throw new IOException(
            "%s must hold step %d in line %d, but was: %d".formatted(uri, i, i + 1, step));
      }
    }
    if (lines.size() != steps) {
      throw new IOException(
          "%s must hold the %d steps that its checkpoint counts, but holds %d"
              .formatted(uri, steps, lines.size()));
    }
  }

  private Path path() {
    return Path.of(Uris.plain(uri)).toAbsolutePath();
  }
}
