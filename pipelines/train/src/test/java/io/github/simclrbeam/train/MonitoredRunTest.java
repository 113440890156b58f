package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.events.EventFile;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.BestCheckpoint;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.Event;
import io.github.simclrbeam.proto.EventValue;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.shards.TfRecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is looked at while it trains. Eight steps, two an epoch; a checkpoint and a look after
 * each epoch, unless told otherwise.
 */
final class MonitoredRunTest {
  private static final int NEVER = -1;
  private static final Pattern LOOK = Pattern.compile("\"step\":(\\d+),.*\"knnTop1\":([^,]+),");

  @TempDir Path directory;
  private Path views;
  private String monitor;

  @BeforeEach
  void writeViews() throws IOException {
    views = directory.resolve("views");
    new SyntheticShards(8, 2, 8, 1, "raw", false).write(views);
    monitor = monitor("looked-at", new SyntheticShards(40, 2, 8, 1, "raw", true));
  }

  private String monitor(String name, SyntheticShards shards) throws IOException {
    shards.write(directory.resolve(name));
    return "--monitor=" + directory.resolve(name);
  }

  /** Trains until the end, or until it is stopped after so many steps of this process. */
  private Path train(String name, int steps, String... more) throws IOException {
    Path run = directory.resolve(name);
    String[] own = {"--batchSize=4", "--epochs=4", "--keepCheckpoints=20"};
    String[] options = Stream.of(own, more).flatMap(Stream::of).toArray(String[]::new);
    AtomicInteger asked = new AtomicInteger();
    TrainStage.run(
        TinyPlan.of(views, run, options),
        false,
        new Problems(),
        () -> asked.getAndIncrement() == steps,
        Disk.local());
    return run;
  }

  private static BestCheckpoint best(Path run) throws IOException {
    BestCheckpoint.Builder best = BestCheckpoint.newBuilder();
    ProtoJson.parse(Files.readString(run.resolve("checkpoints/best.json")), best);
    return best.build();
  }

  /** Returns what training itself made of a run: all that must not depend on who looks. */
  private static Map<String, Object> trained(Path run) throws IOException {
    Map<String, Object> trained = new TreeMap<>();
    RunSnapshot.of(run)
        .forEach(
            (name, digest) -> {
              if (name.endsWith(".safetensors")
                  || name.equals("metrics.jsonl")
                  || name.equals("manifest.json")) {
                trained.put(name, digest);
              }
            });
    for (String name : trained.keySet().stream().map(MonitoredRunTest::checkpoint).toList()) {
      if (!name.isEmpty()) {
        CheckpointState.Builder state = CheckpointState.newBuilder();
        ProtoJson.parse(Files.readString(run.resolve(name + "/state.json")), state);
        trained.put(name + "/state.json", state.clearEventsBytes().clearMonitorBytes().build());
      }
    }
    trained.put("events", events(run));
    return trained;
  }

  private static String checkpoint(String file) {
    return file.startsWith("checkpoints/") ? file.substring(0, file.lastIndexOf('/')) : "";
  }

  /** Returns the events but those of looks. */
  private static List<Event> events(Path run) throws IOException {
    byte[] bytes = Files.readAllBytes(run.resolve("events").resolve(EventFile.NAME));
    List<Event> events = new ArrayList<>();
    try (TfRecordReader reader =
        new TfRecordReader(new ByteArrayInputStream(bytes), "events", bytes.length)) {
      for (Optional<byte[]> data = reader.next(); data.isPresent(); data = reader.next()) {
        Event event = Event.parseFrom(data.get());
        boolean look =
            event.getSummary().getValueList().stream()
                .anyMatch(value -> value.getTag().startsWith("monitor/"));
        if (!look) {
          events.add(event);
        }
      }
    }
    return events;
  }

  /** Returns the kNN top-1 of each look, by the steps that the weights had had. */
  private static Map<Long, Double> looks(Path run) throws IOException {
    Map<Long, Double> looks = new TreeMap<>();
    for (String line : Files.readAllLines(run.resolve("monitor.jsonl"))) {
      Matcher match = LOOK.matcher(line);
      assertThat(match.find()).as(line).isTrue();
      looks.put(Long.valueOf(match.group(1)), Double.valueOf(match.group(2)));
    }
    return looks;
  }

  @Test
  void whoLooksChangesNothingThatIsTrained() throws IOException {
    Path alone = train("alone", NEVER, "--traceSteps=2");
    Path watched = train("watched", NEVER, monitor, "--traceSteps=2");
    assertThat(looks(watched)).containsOnlyKeys(2L, 4L, 6L, 8L);
    assertThat(alone.resolve("monitor.jsonl")).doesNotExist();
    assertThat(trained(watched)).isEqualTo(trained(alone));
    assertThat(trained(alone))
        .containsKeys(
            "checkpoints/step-00000002/optimizer.safetensors",
            "checkpoints/step-00000008/state.json",
            "trace/initial.safetensors");
  }

  @Test
  void norDoesItAcrossAStopAndGoingOn() throws IOException {
    Map<String, Object> alone = trained(train("alone", NEVER));
    Map<Long, Double> looks = looks(train("watched", NEVER, monitor));
    for (int stop : new int[] {1, 4, 7}) {
      Path run = train("stopped-" + stop, stop, monitor);
      assertThat(run.resolve("manifest.json")).doesNotExist();
      train("stopped-" + stop, NEVER, monitor);
      // The checkpoint that stopping made is there too.
      assertThat(trained(run)).as("stopped after %d", stop).containsAllEntriesOf(alone);
      assertThat(looks(run)).isEqualTo(looks);
    }
  }

  /** The squares of all numbers of the histograms add up to those of the gradient's length. */
  @Test
  void weightsAndGradientsAreShownOnceAnEpoch() throws IOException {
    Path run = train("run", NEVER, "--measureEverySteps=1");
    Map<Long, Double> squares = new TreeMap<>();
    Map<Long, List<String>> gradients = new TreeMap<>();
    Map<Long, List<String>> weights = new TreeMap<>();
    for (Event event : events(run)) {
      for (EventValue value : event.getSummary().getValueList()) {
        String name = value.getTag().substring(value.getTag().indexOf('/') + 1);
        if (value.getTag().startsWith("gradients/")) {
          gradients.computeIfAbsent(event.getStep(), step -> new ArrayList<>()).add(name);
          squares.merge(event.getStep(), value.getHisto().getSumSquares(), Double::sum);
        } else if (value.getTag().startsWith("weights/")) {
          weights.computeIfAbsent(event.getStep(), step -> new ArrayList<>()).add(name);
        }
      }
    }
    assertThat(weights).containsOnlyKeys(2L, 4L, 6L, 8L);
    // A step counts from 0, and the weights after it have had one more.
    assertThat(gradients).containsOnlyKeys(1L, 3L, 5L, 7L);
    assertThat(gradients.get(7L)).isEqualTo(weights.get(8L)).contains("projector.3.weight");
    squares.forEach(
        (step, sum) -> {
          double norm = metrics(run, step).gradientNorm().orElseThrow();
          assertThat(Math.sqrt(sum)).as("step %d", step).isCloseTo(norm, within(1e-5 * norm));
        });
  }

  private static StepMetrics metrics(Path run, long step) {
    try {
      return TrainingRun.metrics(run).get((int) step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theBestIsWhoseNearestNeighboursAreRightMostOften() throws IOException {
    Path run = train("run", NEVER, monitor);
    Map<Long, Double> looks = looks(run);
    double highest = looks.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    assertThat(looks.values())
        .as("else there is nothing to choose")
        .anyMatch(top1 -> top1 < highest);
    long earliest =
        looks.keySet().stream()
            .filter(step -> looks.get(step) == highest)
            .findFirst()
            .orElseThrow();
    BestCheckpoint best = best(run);
    assertThat(best.getCheckpoint()).isEqualTo("step-0000000" + earliest);
    assertThat(best.getNumber()).matches("kNN top-1, 40 images of patterns-train [0-9a-f]{12}");
    assertThat(best.getHigherIsBetter()).isTrue();
    assertThat(best.getValuesOrThrow(best.getCheckpoint())).isEqualTo(highest);
    assertThat(best.getValuesMap()).hasSize(4);
  }

  @Test
  void theBestIsTheSameAfterAStopAndGoingOn() throws IOException {
    BestCheckpoint whole = best(train("whole", NEVER, monitor));
    for (int stop : new int[] {3, 6}) {
      train("run-" + stop, stop, monitor);
      assertThat(best(train("run-" + stop, NEVER, monitor))).isEqualTo(whole);
    }
  }

  @Test
  void withoutAMonitorOrWithoutLabelsTheLossDecides() throws IOException {
    BestCheckpoint alone = best(train("alone", NEVER));
    assertThat(alone.getNumber()).isEqualTo("epoch loss");
    assertThat(alone.getHigherIsBetter()).isFalse();
    String unlabelled = monitor("unlabelled", new SyntheticShards(40, 2, 8, 1, "raw", false));
    assertThat(best(train("watched", NEVER, unlabelled))).isEqualTo(alone);
  }

  @Test
  void aCheckpointThatNobodyLookedAtIsNotCompared() throws IOException {
    Path run = train("run", NEVER, monitor, "--monitorEveryEpochs=3", "--checkpointEverySteps=3");
    assertThat(looks(run)).containsOnlyKeys(6L, 8L);
    assertThat(best(run).getValuesMap()).containsOnlyKeys("step-00000006", "step-00000008");
    Path between =
        train("between", NEVER, monitor, "--monitorEveryEpochs=2", "--checkpointEverySteps=5");
    assertThat(best(between).getValuesMap()).containsOnlyKeys("step-00000008");
  }

  @Test
  void aMonitorMayComeAndGoWhileTheRunStaysTheSame() throws IOException {
    Map<String, Object> alone = trained(train("alone", NEVER));
    Map<Long, Double> looks = looks(train("watched", NEVER, monitor));
    Path run = train("run", NEVER, "--maxSteps=2");
    assertThat(best(run).getNumber()).isEqualTo("epoch loss");

    train("run", NEVER, "--maxSteps=4", monitor);
    assertThat(best(run).getNumber()).startsWith("kNN top-1, 40 images");
    assertThat(best(run).getCheckpoint()).isEqualTo("step-00000004");

    train("run", NEVER, "--maxSteps=6");
    assertThat(best(run).getNumber()).isEqualTo("epoch loss");
    assertThat(best(run).getCheckpoint()).isEqualTo("step-00000006");
    assertThat(looks(run)).as("what was seen stays").containsOnlyKeys(4L);

    train("run", NEVER, monitor);
    assertThat(looks(run))
        .containsOnlyKeys(4L, 8L)
        .containsEntry(4L, looks.get(4L))
        .containsEntry(8L, looks.get(8L));
    assertThat(trained(run)).isEqualTo(alone);
  }

  @Test
  void numbersOfOtherImagesAreNotCompared() throws IOException {
    String other = monitor("others", new SyntheticShards(30, 2, 8, 1, "raw", true));
    Path run = train("run", NEVER, "--maxSteps=4", monitor);
    assertThat(best(run).getValuesMap()).hasSize(2);
    train("run", NEVER, other);
    assertThat(best(run).getNumber()).startsWith("kNN top-1, 30 images");
    assertThat(best(run).getValuesMap()).containsOnlyKeys("step-00000006", "step-00000008");
    train("fewer", NEVER, monitor, "--monitorImages=20");
    assertThat(best(directory.resolve("fewer")).getNumber()).startsWith("kNN top-1, 20 images");
  }
}
