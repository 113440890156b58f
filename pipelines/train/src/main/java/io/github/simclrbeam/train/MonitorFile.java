package io.github.simclrbeam.train;

import io.github.simclrbeam.files.AppendedFile;
import io.github.simclrbeam.files.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The file monitor.jsonl of a run directory: a line for each look at the encoder. */
final class MonitorFile {
  private final AppendedFile file;

  private MonitorFile(AppendedFile file) {
    this.file = file;
  }

  /**
   * Opens the file with its first bytes kept and the rest cut off.
   *
   * @param keptBytes as the checkpoint to go on from says; 0 starts the file anew
   * @param disk where the file is, if it is local
   * @throws IOException if the file holds fewer bytes
   */
  static MonitorFile open(String uri, long keptBytes, Disk disk) throws IOException {
    return new MonitorFile(AppendedFile.open(uri, keptBytes, disk));
  }

  /** Appends a line. */
  void append(MonitorResult result) throws IOException {
    file.append((result.line() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Makes what was appended survive a crash; returns the bytes so far. */
  long sync() throws IOException {
    return file.sync();
  }
}
