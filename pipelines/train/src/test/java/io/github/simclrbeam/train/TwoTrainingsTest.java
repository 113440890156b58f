package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two that train into one directory, the second one is told so and touches nothing. */
final class TwoTrainingsTest {
  private static final long MOST_SECONDS = 120;

  /** So many steps that nobody sees the end of them. */
  private static final String[] LONG = {"--batchSize=4", "--epochs=100000"};

  private static final String[] SHORT = {"--batchSize=4", "--epochs=2"};

  @TempDir Path directory;

  private Path views() throws IOException {
    Path views = directory.resolve("views");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
    return views;
  }

  private static String taken(Path run) {
    return "--output: " + run + " is being written by another process; wait for its end";
  }

  private static void train(Path views, Path run, boolean overwrite, String... options)
      throws IOException {
    TrainingPlan plan = TinyPlan.of(views, run, options);
    TrainStage.run(plan, overwrite, new Problems(), () -> false, Disk.local());
  }

  /** Waits until a process has done a step. */
  private static void awaitStep(Process process, Path run) throws Exception {
    Path metrics = run.resolve("metrics.jsonl");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (!Files.exists(metrics) || Files.size(metrics) == 0) {
      assertThat(process.isAlive()).isTrue();
      assertThat(System.nanoTime()).as("time of the first step").isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Test
  void aSecondProcessIsRefusedWhileTheFirstTrainsAndGoesOnWhenThatWasKilled() throws Exception {
    Path views = views();
    Path run = directory.resolve("run");
    Path log = directory.resolve("log");
    Process first = TinyTraining.start(views, run, directory.resolve("first"), LONG);
    try {
      awaitStep(first, run);
      Process second = TinyTraining.start(views, run, log, LONG);
      assertThat(second.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(second.exitValue()).isNotZero();
      assertThat(Files.readString(log)).contains(taken(run));
      for (boolean overwrite : new boolean[] {false, true}) {
        assertThatThrownBy(() -> train(views, run, overwrite, LONG))
            .isInstanceOf(InvalidOptionsException.class)
            .hasMessage(taken(run));
      }
      assertThat(first.isAlive()).isTrue();
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertThat(run.resolve(".lock")).as("left by the killed process").exists();
    String[] toItsEnd = {"--batchSize=4", "--epochs=100000", "--maxSteps=" + (steps(run) + 1)};
    train(views, run, false, toItsEnd);
    assertThat(run.resolve(".lock")).doesNotExist();
    assertThat(run.resolve("manifest.json")).exists();
  }

  private static long steps(Path run) throws IOException {
    try (var lines = Files.lines(run.resolve("metrics.jsonl"))) {
      return lines.count();
    }
  }

  @Test
  void itsFileChangesNothingOfAFinishedRun() throws IOException {
    Path views = views();
    Path plain = directory.resolve("plain");
    Path after = directory.resolve("after");
    train(views, plain, false, SHORT);
    Map<String, String> expected = RunSnapshot.of(plain);
    Files.createDirectories(after);
    Files.writeString(after.resolve(".lock"), "left by a process that was killed");
    train(views, after, false, SHORT);
    assertThat(RunSnapshot.of(after)).isEqualTo(expected).doesNotContainKey(".lock");
    train(views, after, true, SHORT);
    assertThat(RunSnapshot.of(after)).isEqualTo(expected);
  }
}
