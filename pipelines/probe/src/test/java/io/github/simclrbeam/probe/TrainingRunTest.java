package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.evaluate.RunFacts;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {
  @TempDir Path directory;

  @Test
  void metricsAreReadLineByLine() throws IOException {
    assertThat(
            TrainingRun.steps(
                "m",
                """
                {"step":0,"epoch":0,"loss":5.5,"learningRate":0}

                {"learningRate":0.1,"loss":5.25,"step":1,"more":true}
                """))
        .containsExactly(
            new TrainingRun.MetricsStep(0, 5.5, 0), new TrainingRun.MetricsStep(1, 5.25, 0.1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"step\":0,\"loss\":1}",
        "{\"step\":0,\"loss\":\"high\",\"learningRate\":1}",
        "[1]",
        "5",
        "{\"step\":0,\"lo"
      })
  void aMalformedLineIsNamedByItsNumber(String line) {
    String text = "{\"step\":0,\"loss\":5.5,\"learningRate\":0}\n" + line;
    assertThatThrownBy(() -> TrainingRun.steps("run/metrics.jsonl", text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(run/metrics.jsonl, line 2)");
  }

  @Test
  void theFactsAreThoseOfTheLastCheckpoint() throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve("checkpoints/step-00000009"));
    CheckpointState state =
        CheckpointState.newBuilder()
            .setStep(9)
            .setEncoderDigest("e")
            .setBatchNormDigest("b")
            .build();
    Files.writeString(checkpoint.resolve("state.json"), ProtoJson.print(state));
    TrainingManifest manifest =
        TrainingManifest.newBuilder()
            .setSteps(9)
            .setCheckpoint("checkpoints/step-00000009")
            .setEncoderDigest("e")
            .build();
    Files.writeString(directory.resolve("manifest.json"), ProtoJson.print(manifest));
    assertThat(TrainingRun.read(directory.toString()).facts()).contains(new RunFacts(9, "e", "b"));
  }

  @Test
  void withoutACheckpointTheFactsAreTheManifests() throws IOException {
    TrainingRun run = TrainingRun.read(new Fixtures(directory).run("run"));
    assertThat(run.facts()).contains(new RunFacts(40, "aa", ""));
    assertThat(run.steps()).hasSize(40);
  }

  @Test
  void aRunThatDidNotEndHasNoFacts() throws IOException {
    String uri = new Fixtures(directory).run("run");
    Files.delete(Path.of(uri, "manifest.json"));
    TrainingRun run = TrainingRun.read(uri);
    assertThat(run.facts()).isEmpty();
    assertThat(LossSection.of(run).explain()).contains("had not ended");
  }

  @Test
  void aManifestOfSomethingElseIsRefused() throws IOException {
    Files.writeString(directory.resolve("manifest.json"), "{\"steps\": \"many\"}");
    assertThatThrownBy(() -> TrainingRun.read(directory.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.json is not a TrainingManifest");
  }
}
