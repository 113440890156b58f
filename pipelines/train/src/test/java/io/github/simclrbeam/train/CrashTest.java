package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.train.CrashingDisk.Moment;
import io.github.simclrbeam.train.CrashingDisk.Survival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine or the process dies at each change of the run directory in turn: the latest
 * checkpoint is whole and not older than what was promised, and going on ends as a run that never
 * stopped.
 */
final class CrashTest {
  private static final int EVERY = 1;
  private static final List<String> OPTIONS =
      List.of(
          "--batchSize=4",
          "--epochs=1.5",
          "--checkpointEverySteps=" + EVERY,
          "--keepCheckpoints=1");

  @TempDir Path directory;
  private Path views;
  private Map<String, String> expected;
  private final List<String> options = new ArrayList<>(OPTIONS);

  @BeforeEach
  void writeViews() throws IOException {
    views = directory.resolve("views");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
  }

  private void trainWithoutCrash() throws IOException {
    train(directory.resolve("whole"), Disk.local());
    expected = RunSnapshot.of(directory.resolve("whole"));
    assertThat(expected).containsKeys("metrics.jsonl", "manifest.json", "checkpoints/best.json");
  }

  @Test
  void aCrashAnywhereLosesNothingThatWasPromised() throws IOException {
    trainWithoutCrash();
    assertThat(crashEverywhere()).as("changes of a run").isGreaterThan(70);
  }

  /** Its looks, the files of the embedding projector, and the best one, which they choose. */
  @Test
  void norDoesOneOfARunThatIsLookedAt() throws IOException {
    Path monitor = directory.resolve("monitor");
    new SyntheticShards(20, 2, 8, 1, "raw", true).write(monitor);
    // A step an epoch, so that each of two is looked at.
    options.addAll(List.of("--monitor=" + monitor, "--batchSize=8", "--epochs=2"));
    trainWithoutCrash();
    assertThat(expected)
        .containsKeys(
            "monitor.jsonl",
            "events/features.tsv",
            "events/metadata.tsv",
            "events/sprite.png",
            "events/projector_config.pbtxt");
    assertThat(directory.resolve("whole/checkpoints/best.json"))
        .content()
        .contains("kNN top-1, 20 images of patterns-train ");
    assertThat(crashEverywhere()).as("changes of a run").isGreaterThan(80);
  }

  /** Returns how many changes a run makes. */
  private long crashEverywhere() throws IOException {
    long seed = Long.getLong("test.seed", 1);
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    boolean died = true;
    long change = 0;
    for (; died; change++) {
      Moment moment = Moment.values()[(int) (change % 3)];
      Survival survival = Survival.values()[random.nextInt(4)];
      died = crashAndGoOn(change, moment, survival, random);
    }
    return change;
  }

  /** Returns whether it died; if not, a run has fewer changes. */
  private boolean crashAndGoOn(
      long change, Moment moment, Survival survival, SplittableRandom random) throws IOException {
    String how = "died %s change %d, %s survives".formatted(moment, change, survival);
    Path run = Files.createDirectories(directory.resolve("run-" + change));
    CrashingDisk disk = new CrashingDisk(run);
    disk.dieAt(change, moment);
    try {
      train(run, disk);
      return false;
    } catch (CrashingDisk.CrashException e) {
      // Goes on below.
    }
    long promised = promised(run);
    disk.restart(survival, random);
    RunFiles files = new RunFiles(run.toString(), Disk.local());
    files.settle();
    assertThat(steps(files.checkpoints())).as(how).isGreaterThanOrEqualTo(promised);
    train(run, Disk.local());
    assertThat(RunSnapshot.of(run)).as(how).isEqualTo(expected);
    return true;
  }

  /** A step after a checkpoint's is begun only when that checkpoint is there to stay. */
  private static long promised(Path run) throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    String text = Files.exists(metrics) ? Files.readString(metrics) : "";
    long done = text.chars().filter(c -> c == '\n').count();
    return Math.max(0, (done - 1) / EVERY * EVERY);
  }

  private static long steps(RunCheckpoints checkpoints) throws IOException {
    Optional<String> latest = checkpoints.latest();
    return latest.isEmpty() ? 0 : Checkpoints.state(latest.get()).getStep();
  }

  private void train(Path run, Disk disk) throws IOException {
    TrainStage.run(
        TinyPlan.of(views, run, options.toArray(String[]::new)),
        false,
        new Problems(),
        () -> false,
        disk);
  }
}
