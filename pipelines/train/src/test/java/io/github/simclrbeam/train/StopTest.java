package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.BestCheckpoint;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that is asked to stop. Ten steps, two an epoch. */
final class StopTest {
  @TempDir Path directory;
  private Path views;

  @BeforeEach
  void writeViews() throws IOException {
    views = directory.resolve("views");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
  }

  /** Asks to stop after so many steps of this process. */
  private Optional<StoppedTraining> train(Path run, int steps) throws IOException {
    String[] options = {"--batchSize=4", "--epochs=5", "--traceSteps=10"};
    AtomicInteger asked = new AtomicInteger();
    return TrainStage.run(
        TinyPlan.of(views, run, options),
        false,
        new Problems(),
        () -> asked.getAndIncrement() == steps,
        Disk.local());
  }

  @Test
  void itKeepsACheckpointOfItsStepsAndGoesOnWithTheSameDataAsIfNothingHadBeen() throws IOException {
    Path whole = directory.resolve("whole");
    Path run = directory.resolve("run");
    assertThat(train(whole, -1)).isEmpty();

    StoppedTraining stopped = train(run, 7).orElseThrow();
    assertThat(stopped).isEqualTo(new StoppedTraining(7, 10, run + "/checkpoints/step-00000007"));
    assertThat(stopped.describe())
        .isEqualTo(
            "training stopped after step 7 of 10, kept in %s/checkpoints/step-00000007", run);
    assertThat(TrainingRun.metrics(run)).hasSize(7);
    assertThat(run.resolve("manifest.json")).doesNotExist();
    assertThat(run.resolve("trace/step-00007.npy")).doesNotExist();

    // Stopped and gone on twice more: each step once, with the batches of a run that never stopped.
    assertThat(train(run, 1).orElseThrow().steps()).isEqualTo(8);
    assertThat(train(run, 0).orElseThrow().steps()).isEqualTo(8);
    assertThat(train(run, -1)).isEmpty();
    Map<String, String> same = RunSnapshot.of(whole);
    // Which older checkpoints are there depends on where it stopped, which is the best does not.
    same.keySet().removeIf(name -> name.matches("checkpoints/(step-.*(04|06|07|08)/.*|best.json)"));
    assertThat(RunSnapshot.of(run)).containsAllEntriesOf(same);
    assertThat(same).containsKey("checkpoints/step-00000010/optimizer.safetensors");
    assertThat(best(run)).isEqualTo(best(whole)).startsWith("step-");
  }

  private static String best(Path run) throws IOException {
    BestCheckpoint.Builder best = BestCheckpoint.newBuilder();
    ProtoJson.parse(Files.readString(run.resolve("checkpoints/best.json")), best);
    return best.getCheckpoint();
  }

  @Test
  void beforeItsFirstStepThereIsNothingToKeep() throws IOException {
    Path run = directory.resolve("run");
    StoppedTraining stopped = train(run, 0).orElseThrow();
    assertThat(stopped).isEqualTo(new StoppedTraining(0, 10, ""));
    assertThat(stopped.describe()).isEqualTo("training stopped before its first step");
    assertThat(run.resolve("checkpoints")).doesNotExist();
    assertThat(Files.size(run.resolve("metrics.jsonl"))).isZero();
    assertThat(train(run, -1)).isEmpty();
  }

  @Test
  void askedAtTheEndItIsComplete() throws IOException {
    Path run = directory.resolve("run");
    assertThat(train(run, 10)).isEmpty();
    assertThat(run.resolve("manifest.json")).exists();
  }
}
