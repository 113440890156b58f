package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonitorFileTest {
  @TempDir Path directory;

  @Test
  void linesAfterTheCheckpointAreCutOff() throws IOException {
    Path file = directory.resolve("monitor.jsonl");
    MonitorResult result = new MonitorResult(5, 1, 9, Optional.empty(), Health.notFinite());
    MonitorFile monitor = MonitorFile.open(file.toString(), 0, Disk.local());
    monitor.append(result);
    long kept = monitor.sync();
    monitor.append(result);
    assertThat(Files.readAllLines(file)).hasSize(2);
    MonitorFile.open(file.toString(), kept, Disk.local());
    assertThat(Files.readAllLines(file)).containsExactly(result.line());
  }
}
