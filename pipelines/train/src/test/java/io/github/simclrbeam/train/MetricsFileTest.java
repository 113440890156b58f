package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.Disk;
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
    MetricsFile first = MetricsFile.open(file.toString(), 0, 0, Disk.local());
    first.append(zero);
    long kept = first.sync();
    first.append(one);
    assertThat(Files.readString(file)).isEqualTo(zero.line() + "\n" + one.line() + "\n");
    Files.writeString(file, Files.readString(file) + "{\"step\":2,\"ep");

    MetricsFile second = MetricsFile.open(file.toString(), kept, 1, Disk.local());
    assertThat(second.steps()).isEqualTo(List.of(zero));
    second.append(one);
    assertThat(second.steps()).isEqualTo(List.of(zero, one));
    assertThat(Files.readString(file)).isEqualTo(zero.line() + "\n" + one.line() + "\n");
  }

  @Test
  void aFileThatLostLinesIsRefused() throws IOException {
    Path file = directory.resolve("metrics.jsonl");
    Files.writeString(file, zero.line() + "\n");
    assertThatThrownBy(() -> MetricsFile.open(file.toString(), 1000, 9, Disk.local()))
        .hasMessageContaining(
            "must hold the 1000 bytes that its checkpoint counts, but holds "
                + (zero.line().length() + 1));
  }

  @Test
  void aFileWithOtherStepsThanItsCheckpointCountsIsRefusedAndLeftAsItIs() throws IOException {
    Path file = directory.resolve("metrics.jsonl");
    String text = zero.line() + "\n" + zero.line() + "\n";
    Files.writeString(file, text);
    assertThatThrownBy(() -> MetricsFile.open(file.toString(), text.length(), 2, Disk.local()))
        .hasMessage("%s must hold step 1 in line 2, but was: 0", file);
    int oneLine = zero.line().length() + 1;
    assertThatThrownBy(() -> MetricsFile.open(file.toString(), oneLine, 2, Disk.local()))
        .hasMessage("%s must hold the 2 steps that its checkpoint counts, but holds 1", file);
    assertThatThrownBy(() -> MetricsFile.open(file.toString(), oneLine + 5, 2, Disk.local()))
        .hasMessage("%s, line 2: not a line of metrics: {\"ste", file);
    assertThat(file).hasContent(text);
  }
}
