package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.CheckpointState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
  @TempDir Path run;

  @Test
  void directoryHoldsTheFourFilesAndNothingTemporaryIsLeft() throws IOException {
    String checkpoint = write(585);
    assertThat(checkpoint).isEqualTo(run + "/checkpoints/step-00000585");
    assertThat(names(Path.of(checkpoint)))
        .containsExactly(
            "encoder.safetensors", "optimizer.safetensors", "projector.safetensors", "state.json");
    assertThat(names(run.resolve("checkpoints"))).containsExactly("step-00000585");
  }

  @Test
  void stateSaysWhatTheFilesAre() throws IOException {
    try (SimClrModel model = SmallModel.create(1)) {
      CheckpointState state = Checkpoints.state(write(3));
      assertThat(state.getFormatVersion()).isEqualTo(1);
      assertThat(state.getStep()).isEqualTo(3);
      assertThat(state.getLoss()).isEqualTo(1.5);
      assertThat(state.getEncoderDigest()).isEqualTo(model.encoderDigest());
      assertThat(state.getBatchNormDigest()).isEqualTo(model.batchNormDigest());
      assertThat(state.getFileDigestsMap())
          .containsOnlyKeys(
              "encoder.safetensors", "projector.safetensors", "optimizer.safetensors");
    }
  }

  @Test
  void latestIsTheLastStepOfARunOrTheCheckpointItself() throws IOException {
    String first = write(5);
    String last = write(10);
    Files.createDirectories(run.resolve("checkpoints/step-00000015"));
    assertThat(Checkpoints.latest(run.toString())).isEqualTo(last);
    assertThat(Checkpoints.latest(first)).isEqualTo(first);
    assertThat(Checkpoints.latest(first + "/")).isEqualTo(first);
  }

  @Test
  void aRunWithoutCheckpointsSaysSo() {
    assertThatThrownBy(() -> Checkpoints.latest(run.toString()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("no checkpoint in %s: no %s/checkpoints/step-*/state.json", run, run);
  }

  @Test
  void writingAgainReplaces() throws IOException {
    String first = write(5);
    Files.writeString(Path.of(first, "left-over"), "x");
    assertThat(names(Path.of(write(5)))).doesNotContain("left-over");
  }

  @Test
  void damagedFilesAreRefusedBeforeAnythingChanges() throws IOException {
    Path checkpoint = Path.of(write(5));
    for (String name : List.of("encoder", "projector", "optimizer")) {
      Path file = checkpoint.resolve(name + ".safetensors");
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = bytes.clone();
      damaged[damaged.length - 1] ^= 1;
      Files.write(file, damaged);
      try (SimClrModel model = SmallModel.create(2)) {
        String before = model.encoderDigest();
        Optimizer sgd = Optimizer.sgd(model, 0.9, 0);
        assertThatThrownBy(() -> Checkpoints.load(checkpoint.toString(), model, sgd))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith("SHA-256 must be ")
            .hasMessageEndingWith("(%s)", file);
        assertThat(model.encoderDigest()).isEqualTo(before);
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void anotherArchitectureIsRefusedWithItsDifferences() throws IOException {
    String checkpoint = write(5);
    try (SimClrModel wide =
        SimClrModel.create(EncoderArchitectures.tiny(1, 16, 16, 24), SmallModel.PROJECTOR, 1)) {
      assertThatThrownBy(() -> Checkpoints.load(checkpoint, wide, Optimizer.sgd(wide, 0.9, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "bn1.bias must be F32 [16], but was: F32 [8]; bn1.running_mean must be F32 [16]")
          .hasMessageContaining("more (" + checkpoint + " encoder)");
    }
  }

  @Test
  void unknownFormatVersionsAndForeignFilesAreRefused() throws IOException {
    Path state = Path.of(write(5), "state.json");
    String json = Files.readString(state);
    Files.writeString(state, json.replace("\"formatVersion\": 1", "\"formatVersion\": 2"));
    assertThatThrownBy(() -> Checkpoints.state(state.getParent().toString()))
        .isInstanceOf(IOException.class)
        .hasMessage("format version must be 1, but was: 2 (%s)", state);
    Files.writeString(state, "{");
    assertThatThrownBy(() -> Checkpoints.state(state.getParent().toString()))
        .isInstanceOf(IOException.class)
        .hasMessage("not a checkpoint's state (%s)", state);
  }

  @Test
  void combinedFileHoldsBothNetworksByPrefix() throws IOException {
    Path file = run.resolve("initial.safetensors");
    try (SimClrModel model = SmallModel.create(1)) {
      model.writeCombined(file.toString());
    }
    assertThat(SafetensorsReader.read(Files.readAllBytes(file), "f").keySet())
        .contains("encoder.conv1.weight", "encoder.bn1.num_batches_tracked", "projector.3.weight");
  }

  @Test
  void numbersThatAreNotFiniteAreNeverWritten() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0);
      float[] poison = {Float.POSITIVE_INFINITY, 1, 1, 1, 1, 1, 1, 1};
      model
          .encoderTensors()
          .restore(model.tensors().get(1).array(), TensorData.of("x", new long[] {8}, poison));
      CheckpointState state = CheckpointState.newBuilder().setStep(7).build();
      assertThatThrownBy(() -> Checkpoints.write(run.toString(), state, model, sgd))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessage("bn1.weight must be finite after step 7, but is not");
      assertThat(run.resolve("checkpoints")).doesNotExist();
    }
  }

  private String write(long step) throws IOException {
    try (SimClrModel model = SmallModel.create(1)) {
      CheckpointState state = CheckpointState.newBuilder().setStep(step).setLoss(1.5).build();
      return Checkpoints.write(run.toString(), state, model, Optimizer.sgd(model, 0.9, 0));
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
