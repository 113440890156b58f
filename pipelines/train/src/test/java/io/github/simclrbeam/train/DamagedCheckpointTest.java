package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose checkpoints rotted on the disk goes on from the latest one that did not. */
final class DamagedCheckpointTest {
  @TempDir Path directory;
  private Path views;
  private Path run;

  @BeforeEach
  void trainHalfWay() throws IOException {
    views = directory.resolve("views");
    run = directory.resolve("run");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
    train(run, 6);
  }

  private void train(Path output, int steps) throws IOException {
    String[] options = {
      "--batchSize=4", "--epochs=4", "--checkpointEverySteps=2", "--maxSteps=" + steps
    };
    TrainStage.run(
        TinyPlan.of(views, output, options), false, new Problems(), () -> false, Disk.local());
  }

  private Path file(String checkpoint, String name) {
    return run.resolve("checkpoints").resolve(checkpoint).resolve(name);
  }

  private String saidBy(Runnable task) {
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      task.run();
    } finally {
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private void goOn() {
    try {
      train(run, 8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void damage(Path file, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case "missing" -> Files.delete(file);
      case "cut" -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      case "empty" -> Files.write(file, new byte[0]);
      default -> {
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.safetensors flipped",
        "projector.safetensors missing",
        "optimizer.safetensors empty",
        "state.json cut",
        "state.json empty"
      })
  void theOneBeforeItIsTakenAndTheEndIsTheSame(String fault) throws IOException {
    Path whole = directory.resolve("whole");
    train(whole, 8);
    damage(file("step-00000006", fault.split(" ")[0]), fault.split(" ")[1]);
    String said = saidBy(this::goOn);
    assertThat(said)
        .contains(
            run + "/checkpoints/step-00000006 is damaged: ",
            "left aside as "
                + run
                + "/checkpoints/damaged-step-00000006, its steps since step-00000004 are done again",
            "going on after step 4 of 8");
    Map<String, String> left = RunSnapshot.of(run);
    left.keySet().removeIf(name -> name.startsWith("checkpoints/damaged-step-00000006/"));
    assertThat(left).isEqualTo(RunSnapshot.of(whole));
    assertThat(TrainingRun.metrics(run)).hasSize(8);
  }

  @Test
  void severalAreLeftAside() throws IOException {
    damage(file("step-00000006", "encoder.safetensors"), "flipped");
    damage(file("step-00000004", "encoder.safetensors"), "flipped");
    assertThat(saidBy(this::goOn))
        .contains("damaged-step-00000006", "damaged-step-00000004", "going on after step 2 of 8");
  }

  @Test
  void whereNoneIsWholeNothingIsStartedAnewOrChanged() throws IOException {
    for (String step : new String[] {"step-00000002", "step-00000004", "step-00000006"}) {
      damage(file(step, "encoder.safetensors"), "missing");
    }
    Map<String, String> before = RunSnapshot.of(run);
    assertThatThrownBy(() -> train(run, 8))
        .isInstanceOf(StageFailedException.class)
        .hasMessageStartingWith("no checkpoint is whole: there is no ")
        .hasMessageEndingWith("; --overwrite starts anew");
    assertThat(RunSnapshot.of(run)).isEqualTo(before);
  }

  @Test
  void aCheckpointOfANewerFormatIsNotDamagedButRefused() throws IOException {
    Path state = file("step-00000006", "state.json");
    Files.writeString(
        state, Files.readString(state).replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
    assertThatThrownBy(() -> train(run, 8))
        .hasMessage("format version must be 1, but was: 2 (%s)", state);
    assertThat(state).exists();
  }

  @Test
  void aRunWithoutItsMetricsIsRefused() throws IOException {
    Files.delete(run.resolve("metrics.jsonl"));
    assertThatThrownBy(() -> train(run, 8))
        .isNotInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("bytes that its checkpoint counts, but holds 0");
    assertThat(run.resolve("manifest.json")).exists();
  }
}
