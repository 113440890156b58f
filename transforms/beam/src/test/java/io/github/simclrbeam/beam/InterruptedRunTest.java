package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run dies before each of its writes in turn, and another one goes on. */
final class InterruptedRunTest {
  private static final int SHARDS = 3;

  @TempDir Path directory;

  private int runs;

  @BeforeEach
  void knowTheStore() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @AfterEach
  void revive() {
    CrashingStore.revive();
  }

  @Test
  void aFirstRunThatDiesAnywhereIsFinishedByTheNextWhichMakesNothingTwice() throws Exception {
    images(9, 0);
    HandRun scratch = hand("scratch").run();
    Map<String, String> expected = files("scratch");
    int step = 0;
    for (boolean died = true; died; step++) {
      died = diesAndGoesOn("none", expected, scratch.made, step);
    }
    assertThat(step).as("writes of a run").isGreaterThan(40);
  }

  @Test
  void anUpdateThatDiesAnywhereLeavesACompleteSetOrNoneAndIsFinishedByTheNext() throws Exception {
    images(9, 0);
    hand("before").run();
    images(7, 2);
    Files.write(directory.resolve("in/00.png"), new byte[0]);
    checkEveryDeath("before");
  }

  @ParameterizedTest(name = "first without shard {0}, then without shard {1}")
  @CsvSource({"0, 2", "2, 0"})
  void anUpdateInWhichShardsChangePlacesMayDieAnywhere(int first, int then) throws Exception {
    images(9, 0);
    deleteImagesOf(first);
    hand("before").run();
    images(9, 0);
    deleteImagesOf(then);
    checkEveryDeath("before");
    checkEverySecondAttempt("before");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyEditsAndDeathsInAnyOrderEndAsARunFromNothing(long seed) throws Exception {
    Edits edits = new Edits(directory.resolve("in"), directory.resolve("out"), seed);
    Random random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      edits.add();
    }
    List<String> story = new ArrayList<>();
    for (int step = 0; step < 30; step++) {
      story.add(edits.next());
      int write = random.nextInt(60);
      CrashingStore.dieBefore(write);
      try {
        hand("out").run();
        story.add("a run ends");
      } catch (IOException e) {
        CrashingStore.checkDied(e);
        story.add("a run dies before write " + write);
      } finally {
        CrashingStore.revive();
      }
      if (random.nextInt(3) == 0) {
        hand("out").run();
        hand("scratch-" + step).run();
        assertThat(files("out")).as(story.toString()).isEqualTo(files("scratch-" + step));
      }
    }
  }

  private void checkEveryDeath(String before) throws IOException {
    hand("scratch").run();
    Map<String, String> expected = files("scratch");
    copy(before, "alone");
    HandRun update = hand("alone").run();
    int step = 0;
    for (boolean died = true; died; step++) {
      died = diesAndGoesOn(before, expected, update.made, step);
    }
    assertThat(step).as("writes of an update").isGreaterThan(20);
  }

  /** The last step fails before each of its writes in turn, and the same run tries it again. */
  private void checkEverySecondAttempt(String before) throws IOException {
    Map<String, String> expected = files("scratch");
    int ended = 0;
    for (int write = 0; write < 60; write++) {
      String output = "again-" + write;
      copy(before, output);
      CrashingStore.dieBefore(write);
      try {
        hand(output).runTryingAgain();
        assertThat(files(output)).as("failed before write %d", write).isEqualTo(expected);
        ended++;
      } catch (IOException e) {
        CrashingStore.checkDied(e);
        // Before the last step.
      } finally {
        CrashingStore.revive();
      }
    }
    assertThat(ended).isGreaterThan(20);
  }

  /** Returns whether the run died; if not, it had fewer writes. */
  private boolean diesAndGoesOn(String before, Map<String, String> expected, int chunks, int write)
      throws IOException {
    String output = "out-" + runs++;
    copy(before, output);
    HandRun first = hand(output);
    boolean died = false;
    CrashingStore.dieBefore(write);
    try {
      first.run();
    } catch (IOException e) {
      CrashingStore.checkDied(e);
      died = true;
    } finally {
      CrashingStore.revive();
    }
    String path = directory.resolve(output).toString();
    if (ManifestFiles.exists(path)) {
      assertThat(Verification.verify(path)).as("died before write %d", write).isEmpty();
    }
    HandRun second = hand(output).run();
    assertThat(files(output)).as("died before write %d", write).isEqualTo(expected);
    assertThat(first.made + second.made)
        .as("chunks made by both, died before write %d", write)
        .isEqualTo(chunks);
    return died;
  }

  private void images(int count, int changed) {
    for (int i = 0; i < count; i++) {
      TestImages.write(
          directory.resolve("in/%02d.png".formatted(i)),
          TestImages.png(8, 8, i < changed ? 100 + i : i));
    }
  }

  private void deleteImagesOf(int shard) throws IOException {
    ImageOrder order = new ImageOrder(HandRun.SETTINGS.seed());
    try (Stream<Path> paths = Files.list(directory.resolve("in"))) {
      for (Path path : paths.toList()) {
        if (ImageOrder.shard(order.hash(path.getFileName().toString()), SHARDS) == shard) {
          Files.delete(path);
        }
      }
    }
  }

  private void copy(String from, String to) throws IOException {
    Path source = directory.resolve(from);
    if (!Files.exists(source)) {
      return;
    }
    Files.createDirectories(directory.resolve(to));
    try (Stream<Path> paths = Files.list(source)) {
      for (Path path : paths.toList()) {
        Files.copy(path, directory.resolve(to).resolve(path.getFileName()));
      }
    }
  }

  private HandRun hand(String output) {
    return new HandRun(
        directory.resolve("in").toString(), CrashingStore.uri(directory.resolve(output)), SHARDS);
  }

  private Map<String, String> files(String output) throws IOException {
    return HandRun.files(directory.resolve(output).toString());
  }
}
