package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that train are killed (SIGKILL) at random moments, and others go on; the end is that of
 * a run that was left alone. {@code -Dtest.kills=N} sets how many, {@code -Dtest.seed=N} the seed.
 */
final class KilledTrainingTest {
  private static final int EVERY = 4;
  private static final String[] OPTIONS = {
    "--batchSize=4", "--epochs=100", "--checkpointEverySteps=" + EVERY, "--keepCheckpoints=2",
  };
  private static final int KILLED = 128 + 9;
  private static final int MOST_MILLIS_OF_START = 1_500;
  private static final int MOST_STEPS = 3 * EVERY;
  private static final int MOST_MILLIS_OF_STEP = 30;
  private static final long MOST_SECONDS = 600;

  @TempDir Path directory;
  private final int wanted = Integer.getInteger("test.kills", 20);
  private final long seed = Long.getLong("test.seed", 20261127);
  private final SplittableRandom random = new SplittableRandom(seed);
  private final List<String> failures = new ArrayList<>();
  private Path views;
  private Map<String, String> expected;
  private int kills;

  @Test
  void whateverTheMomentTheEndIsThatOfARunLeftAlone() throws Exception {
    System.out.printf("seed %d%n", seed);
    views = directory.resolve("views");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
    Path alone = directory.resolve("alone");
    TrainStage.run(
        TinyPlan.of(views, alone, OPTIONS), false, new Problems(), () -> false, Disk.local());
    assertThat(TrainingRun.metrics(alone)).hasSize(200);
    expected = RunSnapshot.of(alone);
    for (int round = 0; kills < wanted; round++) {
      Path run = directory.resolve("run-" + round);
      try {
        killUntilDone(run);
      } catch (AssertionError e) {
        failures.add("round %d: %s".formatted(round, e.getMessage()));
      }
      System.out.printf("%d kills, %d failed%n", kills, failures.size());
    }
    assertThat(failures).isEmpty();
  }

  /** Kills processes of one run until one of them gets to the end. */
  private void killUntilDone(Path run) throws Exception {
    long steps = 0;
    while (true) {
      Path log = directory.resolve("log");
      Process process = TinyTraining.start(views, run, log, OPTIONS);
      boolean died = kills < wanted && killed(process, run, steps);
      if (!died) {
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(RunSnapshot.of(run)).isEqualTo(expected);
        return;
      }
      kills++;
      long now = wholeSteps(run);
      assertThat(now).as("steps kept after kill %d", kills).isGreaterThanOrEqualTo(steps);
      steps = now;
    }
  }

  /**
   * Kills the process while it starts, or during one of the steps after the checkpoint it goes on
   * from; false if it was faster.
   */
  private boolean killed(Process process, Path run, long from) throws Exception {
    if (random.nextInt(4) == 0) {
      process.waitFor(random.nextInt(MOST_MILLIS_OF_START), TimeUnit.MILLISECONDS);
    } else {
      long step = from + 1 + random.nextInt(MOST_STEPS);
      Path metrics = run.resolve("metrics.jsonl");
      long before = Files.exists(metrics) ? Files.getLastModifiedTime(metrics).toMillis() : 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
      while (process.isAlive() && System.nanoTime() < end && !hasDone(step, metrics, before)) {
        Thread.sleep(2);
      }
      process.waitFor(random.nextInt(MOST_MILLIS_OF_STEP), TimeUnit.MILLISECONDS);
    }
    int code = process.destroyForcibly().waitFor();
    assertThat(code).as(Files.readString(directory.resolve("log"))).isIn(0, KILLED);
    return code == KILLED;
  }

  /** Whether the metrics, written to since then, hold so many steps. */
  private static boolean hasDone(long step, Path metrics, long before) throws IOException {
    if (!Files.exists(metrics) || Files.getLastModifiedTime(metrics).toMillis() <= before) {
      return false;
    }
    return Files.readAllLines(metrics).size() >= step;
  }

  /**
   * Returns the steps of the latest checkpoint, which is whole, with the metrics that it counts.
   */
  private static long wholeSteps(Path run) throws IOException {
    RunFiles files = new RunFiles(run.toString(), Disk.local());
    Optional<String> latest = files.checkpoints().latest();
    if (latest.isEmpty()) {
      return 0;
    }
    var state = Checkpoints.state(latest.get());
    for (Map.Entry<String, String> file : state.getFileDigestsMap().entrySet()) {
      assertThat(RunSnapshot.of(Path.of(latest.get()))).contains(file);
    }
    assertThat(Files.size(run.resolve("metrics.jsonl")))
        .isGreaterThanOrEqualTo(state.getMetricsBytes());
    return state.getStep();
  }
}
