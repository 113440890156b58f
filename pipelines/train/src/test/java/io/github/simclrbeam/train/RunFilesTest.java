package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.files.Disk;
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
    run = new RunFiles(directory.toString(), Disk.local());
  }

  @Test
  void whatAKilledProcessLeftIsDeletedAndNothingElse() throws IOException {
    run.settle();
    for (String file :
        List.of(
            "run.json.tmp-1",
            "manifest.json.tmp-1",
            "trace/step-00000.npy.tmp-1",
            "checkpoints/best.json.tmp-1",
            "checkpoints/.tmp-1/state.json",
            "checkpoints/step-00000001/state.json",
            "trace/step-00001.npy",
            "notes.txt")) {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.writeString(directory.resolve(file), "x");
    }
    run.settle();
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(Files::isRegularFile).map(directory::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "checkpoints/step-00000001/state.json", "trace/step-00001.npy", "notes.txt");
    }
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
