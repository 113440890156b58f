package io.github.simclrbeam.train;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * The file metrics.jsonl of a run directory: a line a step. On a local disk it grows line by line;
 * on other file systems, which cannot append, it is written whole at each {@link #sync}. One thread
 * writes it.
 */
final class MetricsFile implements AutoCloseable {
  private final String uri;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FileChannel local;

  private MetricsFile(String uri, byte[] kept, FileChannel local) {
    this.uri = uri;
    this.written.writeBytes(kept);
    this.local = local;
  }

  /**
   * Opens the file with its first bytes kept and the rest, lines of steps that will be done again,
   * cut off.
   *
   * @param keptBytes as the checkpoint to go on from says; 0 starts the file anew
   * @throws IOException if the file holds fewer bytes
   */
  static MetricsFile open(String uri, long keptBytes) throws IOException {
    byte[] kept = new byte[0];
    if (keptBytes > 0) {
      byte[] found = StoredFile.exists(uri) ? StoredFile.read(uri) : kept;
      if (found.length < keptBytes) {
        throw new IOException(
            "%s must hold the %d bytes that its checkpoint counts, but holds %d"
                .formatted(uri, keptBytes, found.length));
      }
      kept = Arrays.copyOf(found, Math.toIntExact(keptBytes));
    }
    FileChannel local = null;
    if (Uris.isLocal(uri)) {
      Path path = Path.of(Uris.plain(uri));
      Files.createDirectories(path.toAbsolutePath().getParent());
      local = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      local.truncate(keptBytes);
      local.position(keptBytes);
    }
    return new MetricsFile(uri, kept, local);
  }

  /** Returns the steps written so far, those kept included. */
  List<StepMetrics> steps() {
    return written.toString(StandardCharsets.UTF_8).lines().map(StepMetrics::parse).toList();
  }

  /** Appends a line. */
  void append(StepMetrics metrics) throws IOException {
    byte[] line = (metrics.line() + "\n").getBytes(StandardCharsets.UTF_8);
    written.writeBytes(line);
    if (local != null) {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        local.write(buffer);
      }
    }
  }

  /** Makes what was appended survive a crash; returns the bytes so far. */
  long sync() throws IOException {
    if (local == null) {
      StoredFile.writeAtomically(uri, written.toByteArray());
    } else {
      local.force(false);
    }
    return written.size();
  }

  @Override
  public void close() throws IOException {
    if (local != null) {
      local.close();
    }
  }
}
