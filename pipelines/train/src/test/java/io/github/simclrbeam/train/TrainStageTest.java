package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.encoder.Schedule;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainStageTest {
  @TempDir Path directory;

  private Path views(SyntheticShards shards) throws IOException {
    Path views = directory.resolve("views");
    shards.write(views);
    return views;
  }

  @Test
  void trainingLowersTheLossAndWritesEverything() throws IOException {
    Path views = views(SyntheticShards.standard());
    Path run = directory.resolve("run");
    TrainingRun.train(views, run, "--epochs=8");

    List<StepMetrics> metrics = TrainingRun.metrics(run);
    assertThat(metrics).hasSize(40);
    assertThat(metrics).allSatisfy(step -> assertThat(step.loss()).isFinite());
    assertThat(mean(metrics.subList(35, 40))).isLessThan(mean(metrics.subList(0, 5)) - 0.2);

    Schedule schedule = new Schedule(0.2, 5, 40);
    for (int step = 0; step < 40; step++) {
      assertThat(metrics.get(step).step()).isEqualTo(step);
      assertThat(metrics.get(step).epoch()).isEqualTo(step / 5);
      assertThat(metrics.get(step).learningRate())
          .isCloseTo(schedule.valueAt(step), org.assertj.core.data.Offset.offset(1e-14));
    }
    assertThat(metrics.get(0).learningRate()).isZero();
    assertThat(metrics.get(5).learningRate()).isEqualTo(0.2);

    TrainingManifest manifest = TrainingRun.manifest(run);
    assertThat(manifest.getCheckpoint()).isEqualTo("checkpoints/step-00000040");
    assertThat(manifest.getSteps()).isEqualTo(40);
    assertThat(manifest.getLoss())
        .isCloseTo(mean(metrics.subList(35, 40)), org.assertj.core.data.Offset.offset(1e-6));
    assertThat(manifest.getConfiguration().getImages()).isEqualTo(40);
    assertThat(manifest.getConfiguration().getViewsPerImage()).isEqualTo(4);
    assertThat(run.resolve("checkpoints"))
        .isDirectoryContaining(path -> path.endsWith("step-00000040"));
    assertThat(names(run.resolve("checkpoints")))
        .containsExactly("best.json", "step-00000030", "step-00000035", "step-00000040");
    assertThat(names(run.resolve("checkpoints/step-00000040")))
        .containsExactly(
            "encoder.safetensors", "optimizer.safetensors", "projector.safetensors", "state.json");
  }

  @Test
  void recordsWithoutLabelTrainAsWell() throws IOException {
    Path run = directory.resolve("run");
    Path views = views(new SyntheticShards(16, 2, 8, 3, "png", false));
    TrainingRun.train(views, run, "--epochs=2");
    assertThat(TrainingRun.metrics(run)).hasSize(4);
  }

  @Test
  void labelsDoNotMatterToTraining() throws IOException {
    Path labelled = directory.resolve("labelled");
    Path unlabelled = directory.resolve("unlabelled");
    new SyntheticShards(16, 2, 8, 1, "raw", true).write(labelled);
    new SyntheticShards(16, 2, 8, 1, "raw", false).write(unlabelled);
    TrainingRun.train(labelled, directory.resolve("a"), "--epochs=2");
    TrainingRun.train(unlabelled, directory.resolve("b"), "--epochs=2");
    assertThat(Files.readString(directory.resolve("a/metrics.jsonl")))
        .isEqualTo(Files.readString(directory.resolve("b/metrics.jsonl")));
  }

  @Test
  void aFlippedByteNamesItsShardAndFailsTheRun() throws IOException {
    Path views = views(SyntheticShards.standard());
    Path shard = views.resolve("patterns-train.tfrecord-00001-of-00002");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard, bytes);
    Path run = directory.resolve("run");
    assertThatThrownBy(() -> TrainingRun.train(views, run, "--epochs=1"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("checksum must be ")
        .hasMessageMatching(".*\\(.*patterns-train.tfrecord-00001-of-00002, byte [0-9]+\\)");
    assertThat(run.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void aLossThatIsNotFiniteNamesItsStepAndFailsTheRun() throws IOException {
    Path views = views(SyntheticShards.standard());
    Path run = directory.resolve("run");
    assertThatThrownBy(
            () ->
                TrainingRun.train(
                    views,
                    run,
                    "--learningRate=1000",
                    "--weightDecay=1",
                    "--warmUpEpochs=0",
                    "--projectorBatchNorm=false",
                    "--momentum=0.99",
                    "--epochs=40"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageMatching(
            "loss must be finite, but was: .* \\(step \\d+, .*\\); the last good checkpoint is "
                + run
                + "/checkpoints/step-\\d{8}");
    assertThat(run.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void theTraceHoldsTheFirstBatchesAndTheWeightsBeforeThem() throws IOException {
    Path views = views(SyntheticShards.standard());
    Path run = directory.resolve("run");
    TrainingRun.train(views, run, "--epochs=1", "--traceSteps=2");
    assertThat(names(run.resolve("trace")))
        .containsExactly("initial.safetensors", "step-00000.npy", "step-00001.npy");
    byte[] batch = Files.readAllBytes(run.resolve("trace/step-00000.npy"));
    assertThat(batch).hasSize(128 + 4 * 16 * 12 * 12);
    assertThat(new String(batch, 0, 128, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("'shape': (16, 1, 12, 12)");
  }

  private static List<String> names(Path of) throws IOException {
    try (java.util.stream.Stream<Path> paths = Files.list(of)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static double mean(List<StepMetrics> steps) {
    return steps.stream().mapToDouble(StepMetrics::loss).average().orElseThrow();
  }
}
