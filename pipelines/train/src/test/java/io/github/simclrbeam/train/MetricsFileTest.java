package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsFileTest {
  @TempDir Path directory;

  private final StepMetrics zero = new StepMetrics(0, 0, 5f, 0.1);
  private final StepMetrics one = new StepMetrics(1, 0, 4f, 0.2);

  @Test
  void linesAfterTheCheckpointAreCutOffAndTheOthersKept() throws IOException {
    Path file = directory.resolve("run/metrics.jsonl");
    long kept;
    try (MetricsFile metrics = MetricsFile.open(file.toString(), 0)) {
      metrics.append(zero);
      kept = metrics.sync();
      metrics.append(one);
    }
    assertThat(Files.readString(file)).isEqualTo(zero.line() + "\n" + one.line() + "\n");
    Files.writeString(file, Files.readString(file) + "{\"step\":2,\"ep");

    try (MetricsFile metrics = MetricsFile.open(file.toString(), kept)) {
      assertThat(metrics.steps()).isEqualTo(List.of(zero));
      metrics.append(one);
      assertThat(metrics.steps()).isEqualTo(List.of(zero, one));
    }
    assertThat(Files.readString(file)).isEqualTo(zero.line() + "\n" + one.line() + "\n");
  }

  @Test
  void aFileThatLostLinesIsRefused() throws IOException {
    Path file = directory.resolve("metrics.jsonl");
    Files.writeString(file, zero.line() + "\n");
    assertThatThrownBy(() -> MetricsFile.open(file.toString(), 1000))
        .hasMessageContaining(
            "must hold the 1000 bytes that its checkpoint counts, but holds "
                + (zero.line().length() + 1));
  }
}
