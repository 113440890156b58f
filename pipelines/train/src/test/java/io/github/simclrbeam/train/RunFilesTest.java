package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFilesTest {
  @TempDir Path directory;
  private RunFiles run;

  @BeforeEach
  void open() {
    run = new RunFiles(directory.toString());
  }

  private void checkpoint(String name, String... files) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve("checkpoints").resolve(name));
    for (String file : files) {
      Files.writeString(checkpoint.resolve(file), "x");
    }
  }

  private List<String> checkpoints() throws IOException {
    try (Stream<Path> paths = Files.list(directory.resolve("checkpoints"))) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void onlyTheLatestWholeCheckpointsAreKept() throws IOException {
    checkpoint("step-00000001", "encoder.safetensors", "state.json");
    checkpoint("step-00000002", "encoder.safetensors", "state.json");
    checkpoint("step-00000003", "encoder.safetensors");
    checkpoint("step-00000004", "encoder.safetensors", "state.json");
    checkpoint("step-00000005", "encoder.safetensors", "state.json");
    run.keepLatestCheckpoints(3);
    assertThat(checkpoints()).containsExactly("step-00000002", "step-00000004", "step-00000005");
    assertThat(run.latestCheckpoint().orElseThrow()).endsWith("checkpoints/step-00000005");
  }

  @Test
  void whatAKilledProcessLeftIsDeleted() throws IOException {
    run.deleteLeftovers();
    checkpoint("step-00000001", "state.json");
    checkpoint(".tmp-123", "encoder.safetensors");
    run.deleteLeftovers();
    assertThat(checkpoints()).containsExactly("step-00000001");
  }

  @Test
  void aRunWithoutCheckpointHasNoLatest() throws IOException {
    assertThat(run.latestCheckpoint()).isEmpty();
  }

  @Test
  void theManifestIsWrittenReadAndTakenBack() throws IOException {
    assertThat(run.manifest()).isEmpty();
    run.writeManifest(TrainingManifest.newBuilder().setSteps(7).build());
    assertThat(run.manifest().orElseThrow().getSteps()).isEqualTo(7);
    assertThat(run.manifest().orElseThrow().getFormatVersion()).isEqualTo(1);
    run.deleteManifest();
    assertThat(run.manifest()).isEmpty();
    run.deleteManifest();
  }
}
