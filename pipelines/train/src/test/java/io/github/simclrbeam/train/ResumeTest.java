package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumeTest {
  @TempDir Path directory;
  private Path views;

  @BeforeEach
  void writeViews() throws IOException {
    views = directory.resolve("views");
    SyntheticShards.standard().write(views);
  }

  /** Six steps an epoch, so the run stops in mid-epoch; momentum is the recipe's 0.9. */
  @Test
  void tenStepsEqualFiveAndFiveInANewProcessBitForBit() throws Exception {
    Path whole = directory.resolve("whole");
    Path stopped = directory.resolve("stopped");
    inNewProcess(whole, "--batchSize=6", "--epochs=2", "--maxSteps=10");
    inNewProcess(stopped, "--batchSize=6", "--epochs=2", "--maxSteps=5");
    assertThat(TrainingRun.manifest(stopped).getSteps()).isEqualTo(5);
    assertThat(TrainingRun.metrics(stopped)).hasSize(5);
    inNewProcess(stopped, "--batchSize=6", "--epochs=2", "--maxSteps=10", "--resume=true");

    assertThat(TrainingRun.metrics(whole)).hasSize(10);
    assertSame(whole, stopped, "metrics.jsonl");
    for (String file :
        List.of(
            "encoder.safetensors",
            "projector.safetensors",
            "optimizer.safetensors",
            "state.json")) {
      assertSame(whole, stopped, "checkpoints/step-00000010/" + file);
    }
    assertSame(whole, stopped, "manifest.json");
  }

  @Test
  void anInterruptedRunGoesOnFromItsCheckpointAndHoldsEachStepOnce() throws IOException {
    Path whole = directory.resolve("whole");
    Path interrupted = directory.resolve("interrupted");
    TrainingRun.train(views, whole, "--epochs=2", "--checkpointEverySteps=3");
    TrainingRun.train(views, interrupted, "--epochs=2", "--maxSteps=9", "--checkpointEverySteps=3");
    // As if the process had died in step 10: no manifest, and metrics beyond the checkpoint.
    Files.delete(interrupted.resolve("manifest.json"));
    Files.writeString(
        interrupted.resolve("metrics.jsonl"),
        Files.readString(interrupted.resolve("metrics.jsonl")) + "{\"step\":9,\"epo");
    TrainingRun.train(views, interrupted, "--epochs=2");
    TrainingRun.train(views, interrupted, "--epochs=2", "--resume=true");
    assertSame(whole, interrupted, "metrics.jsonl");
    assertSame(whole, interrupted, "checkpoints/step-00000010/encoder.safetensors");
    assertThat(TrainingRun.metrics(interrupted)).hasSize(10);
  }

  @Test
  void stoppingDoesNotReshapeTheSchedule() throws IOException {
    Path whole = directory.resolve("whole");
    Path stopped = directory.resolve("stopped");
    TrainingRun.train(views, whole, "--epochs=2");
    TrainingRun.train(views, stopped, "--epochs=2", "--maxSteps=6");
    assertThat(TrainingRun.metrics(stopped)).isEqualTo(TrainingRun.metrics(whole).subList(0, 6));
  }

  @Test
  void aCompleteRunIsLeftAloneAndAnotherConfigurationRefused() throws IOException {
    Path run = directory.resolve("run");
    TrainingRun.train(views, run, "--epochs=1");
    String metrics = Files.readString(run.resolve("metrics.jsonl"));
    String record = Files.readString(run.resolve("run.json"));
    TrainingRun.train(views, run, "--epochs=1");
    TrainingRun.train(views, run, "--epochs=1", "--maxSteps=3", "--checkpointEverySteps=2");
    assertThat(Files.readString(run.resolve("run.json"))).isEqualTo(record);

    assertThatThrownBy(() -> TrainingRun.train(views, run, "--epochs=2", "--temperature=0.5"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--epochs was 1, is 2")
        .hasMessageContaining("--temperature was 0.2, is 0.5");
    assertThat(Files.readString(run.resolve("metrics.jsonl"))).isEqualTo(metrics);

    TrainingRun.train(views, run, "--epochs=2", "--temperature=0.5", "--overwrite=true");
    assertThat(TrainingRun.metrics(run)).hasSize(10);
  }

  @Test
  void otherViewsOfTheSameNameAreAnotherConfiguration() throws IOException {
    Path run = directory.resolve("run");
    TrainingRun.train(views, run, "--epochs=1");
    new SyntheticShards(48, 4, 12, 1, "raw", true).write(views);
    assertThatThrownBy(() -> TrainingRun.train(views, run, "--epochs=1"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--views was patterns-train, 40 images");
  }

  @Test
  void resumingWhereNothingIsStartsAfresh() throws IOException {
    Path run = directory.resolve("run");
    TrainingRun.train(views, run, "--epochs=1", "--resume=true");
    assertThat(TrainingRun.metrics(run)).hasSize(5);
  }

  private void assertSame(Path one, Path other, String file) throws IOException {
    assertThat(Files.readAllBytes(other.resolve(file)))
        .as(file)
        .isEqualTo(Files.readAllBytes(one.resolve(file)));
  }

  private void inNewProcess(Path output, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(TrainingRun.class.getName());
    command.addAll(List.of(views.toString(), output.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
