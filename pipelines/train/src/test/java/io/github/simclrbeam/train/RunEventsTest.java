package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.events.EventFile;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.proto.Event;
import io.github.simclrbeam.proto.EventValue;
import io.github.simclrbeam.shards.TfRecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunEventsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void aStepsFiguresHaveTagsOfTheirOwn() throws IOException {
    RunEvents events = open(EventBytes.NONE);
    events.step(full(0));
    events.step(new StepMetrics(1, 0, 4f, 0.5));
    events.speed(1, 1234, 0.25);
    events.pairs(2, new byte[2 * 3 * 4 * 4], 4, 1);
    events.weights(2, List.of("encoder.conv1.weight"), of -> new float[] {1, 2});
    events.gradients(2, List.of("encoder.conv1.weight"), of -> new float[] {1, 2});
    events.monitor(new MonitorResult(2, 1, 9, Optional.empty(), Health.notFinite()));
    assertThat(lines(directory))
        .containsExactly(
            "0 train/loss=5.5 train/learning_rate=0.1 train/temperature=0.2"
                + " train/gradient_norm=3.0 train/contrastive_top1=0.5 train/contrastive_top5=0.75",
            "1 train/loss=4.0 train/learning_rate=0.5",
            "2 train/pairs=image",
            "2 weights/encoder.conv1.weight=histo",
            "2 gradients/encoder.conv1.weight=histo",
            "2 monitor/healthy=0.0");
    assertThat(lines(directory.resolve("speed")))
        .containsExactly("1 train/pairs_per_second=1234.0 train/loader_wait=0.25");
  }

  @Test
  void everyMonitoredNumberHasATag() throws IOException {
    Path shards = directory.resolve("views");
    SyntheticShards.standard().write(shards);
    MonitorResult result;
    try (MonitorViews views = MonitorViews.open(shards.toString(), 40)) {
      result = new Monitor(views).look((nhwc, count) -> ramps(count), 10, 2).result();
    }
    RunEvents events = open(EventBytes.NONE);
    events.monitor(result);
    assertThat(lines(directory).get(0))
        .matches(
            "10 monitor/knn_top1=\\S+ monitor/rank_me=\\S+ monitor/spread=\\S+"
                + " monitor/uniformity=\\S+ monitor/alignment=\\S+ monitor/healthy=1.0");
  }

  @Test
  void aRunThatGoesOnEndsWithTheEventsOfOneThatNeverStopped() throws IOException {
    Path whole = directory.resolve("whole");
    RunEvents unbroken = RunEvents.open(whole.toString(), EventBytes.NONE, CLOCK, Disk.local());
    for (int step = 0; step < 6; step++) {
      unbroken.step(full(step));
      unbroken.speed(step, 100 + step, 0);
    }
    RunEvents events = open(EventBytes.NONE);
    for (int step = 0; step < 3; step++) {
      events.step(full(step));
      events.speed(step, 7, 0.5);
    }
    EventBytes kept = events.sync();
    events.step(full(3));
    events.speed(3, 7, 0.5);
    RunEvents goneOn = open(kept);
    for (int step = 3; step < 6; step++) {
      goneOn.step(full(step));
      goneOn.speed(step, 8, 0.5);
    }
    assertThat(directory.resolve(EventFile.NAME))
        .hasSameBinaryContentAs(whole.resolve(EventFile.NAME));
    // Other numbers, but as many bytes: a checkpoint that counts them is the same.
    assertThat(directory.resolve("speed").resolve(EventFile.NAME))
        .hasSize(Files.size(whole.resolve("speed").resolve(EventFile.NAME)));
    assertThat(lines(directory.resolve("speed"))).hasSize(6);
  }

  private RunEvents open(EventBytes kept) throws IOException {
    return RunEvents.open(directory.toString(), kept, CLOCK, Disk.local());
  }

  private static StepMetrics full(long step) {
    return new StepMetrics(
        step,
        0,
        5.5f,
        0.1,
        OptionalDouble.of(0.2),
        OptionalDouble.of(3),
        OptionalDouble.of(0.5),
        OptionalDouble.of(0.75));
  }

  /** Rows that spread over eight dimensions. */
  private static float[][] ramps(int count) {
    float[][] rows = new float[count][8];
    for (int i = 0; i < count; i++) {
      rows[i][i % 8] = 1 + i;
      rows[i][(i + 1) % 8] = 1;
    }
    return rows;
  }

  /** The events but the first, each as its step and its values. */
  private static List<String> lines(Path run) throws IOException {
    byte[] bytes = Files.readAllBytes(run.resolve(EventFile.NAME));
    List<String> lines = new ArrayList<>();
    try (TfRecordReader reader =
        new TfRecordReader(new ByteArrayInputStream(bytes), "events", bytes.length)) {
      reader.next();
      for (Optional<byte[]> data = reader.next(); data.isPresent(); data = reader.next()) {
        Event event = Event.parseFrom(data.get());
        StringBuilder line = new StringBuilder().append(event.getStep());
        event.getSummary().getValueList().forEach(value -> line.append(' ').append(text(value)));
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static String text(EventValue value) {
    return value.getTag()
        + "="
        + (value.hasSimpleValue()
            ? Float.toString(value.getSimpleValue())
            : value.hasImage() ? "image" : "histo");
  }
}
