package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.MemoryStore;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose directory is in an object store ends with the bytes of one on a local disk, wherever
 * the process dies between two of its uploads and another machine goes on.
 */
final class StoreCrashTest {
  private static final String[] OPTIONS = {
    "--batchSize=4", "--epochs=1.5", "--checkpointEverySteps=1", "--keepCheckpoints=1"
  };

  @TempDir Path directory;
  private Map<String, String> expected;

  @BeforeEach
  void trainOnALocalDisk() throws IOException {
    MemoryStore.clear();
    Path views = directory.resolve("views");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
    MemoryStore.load(views, StoredRun.VIEWS);
    Path run = directory.resolve("whole");
    TrainStage.run(
        TinyPlan.of(views, run, OPTIONS), false, new Problems(), () -> false, Disk.local());
    expected = RunSnapshot.of(run);
  }

  @AfterEach
  void forget() {
    MemoryStore.clear();
  }

  @Test
  void theStoreHoldsWhatADiskWould() throws IOException {
    StoredRun.train(directory, OPTIONS);
    assertThat(StoredRun.snapshot(directory)).isEqualTo(expected);
  }

  @Test
  void aDeathBetweenAnyTwoUploadsLosesNoCheckpoint() throws IOException {
    int change = 0;
    for (boolean died = true; died; change++) {
      died = dieAndGoOn(change, change % 2 == 0);
    }
    assertThat(change).as("changes of a run").isGreaterThan(30);
  }

  /** Returns whether it died; if not, a run has fewer changes. */
  private boolean dieAndGoOn(int change, boolean done) throws IOException {
    String how = "died at change %d, which was %s".formatted(change, done ? "done" : "not done");
    MemoryStore.uris(StoredRun.RUN + "/").forEach(StoreCrashTest::delete);
    boolean died = false;
    MemoryStore.dieAt(change, done);
    try {
      StoredRun.train(directory, OPTIONS);
    } catch (IOException e) {
      assertThat(e).as(how).hasRootCauseInstanceOf(MemoryStore.DeathException.class);
      died = true;
    }
    MemoryStore.revive();
    List<String> checkpoints = Checkpoints.all(StoredRun.RUN);
    long steps =
        checkpoints.isEmpty()
            ? 0
            : Checkpoints.state(checkpoints.get(checkpoints.size() - 1)).getStep();
    assertThat(steps).as(how).isGreaterThanOrEqualTo(promised());
    StoredRun.train(directory, OPTIONS);
    assertThat(StoredRun.snapshot(directory)).as(how).isEqualTo(expected);
    return died;
  }

  /** The lines of a step are sent only when the checkpoint before it is there to stay. */
  private static long promised() throws IOException {
    String metrics = StoredRun.RUN + "/metrics.jsonl";
    String text = StoredFile.exists(metrics) ? StoredFile.readText(metrics) : "";
    return Math.max(0, text.lines().count() - 1);
  }

  @Test
  void aCheckpointThatIsHalfThereIsNoneAndIsRemoved() throws IOException {
    StoredRun.train(directory, with("--maxSteps=1"));
    String half = StoredRun.RUN + "/checkpoints/step-00000009/encoder.safetensors";
    StoredFile.writeAtomically(half, "sent before the process died");
    assertThat(Checkpoints.latest(StoredRun.RUN)).endsWith("/step-00000001");
    StoredRun.train(directory, OPTIONS);
    assertThat(MemoryStore.uris(half)).isEmpty();
    assertThat(StoredRun.snapshot(directory)).isEqualTo(expected);
  }

  @Test
  void aDamagedCheckpointIsLeftAsideForTheOneBeforeIt() throws IOException {
    StoredRun.train(directory, with("--maxSteps=2", "--keepCheckpoints=2"));
    String latest = Checkpoints.latest(StoredRun.RUN);
    StoredFile.writeAtomically(latest + "/projector.safetensors", "rotten");
    StoredRun.train(directory, OPTIONS);
    String aside = StoredRun.RUN + "/checkpoints/damaged-step-00000002";
    assertThat(MemoryStore.uris(aside)).hasSize(4);
    MemoryStore.uris(aside).forEach(StoreCrashTest::delete);
    assertThat(StoredRun.snapshot(directory)).isEqualTo(expected);
  }

  @Test
  void metricsThatLostLinesOfACheckpointAreRefused() throws IOException {
    StoredRun.train(directory, with("--maxSteps=1"));
    StoredFile.writeAtomically(StoredRun.RUN + "/metrics.jsonl", "");
    assertThatThrownBy(() -> StoredRun.train(directory, OPTIONS))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StageFailedException.class)
        .hasMessageContaining("must hold the")
        .hasMessageContaining("bytes that its checkpoint counts, but holds 0");
  }

  private static String[] with(String... more) {
    return Stream.concat(Stream.of(OPTIONS), Stream.of(more)).toArray(String[]::new);
  }

  private static void delete(String uri) {
    try {
      StoredFile.delete(uri);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
