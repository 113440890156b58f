package io.github.simclrbeam.train;

import io.github.simclrbeam.events.EventFile;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes what a training run shows, with made-up numbers that {@code infra/checks/tensorboard} can
 * compute again: {@code infra/checks/tensorboard.sh} has TensorBoard read it. The run stops once
 * and goes on from an earlier step.
 */
public final class WatchedRun {
  private static final int STEPS = 600;
  private static final int CHECKPOINT = 300;
  private static final int STOP = 350;

  private WatchedRun() {}

  /**
   * Arguments: the directory; with a second one, the number of steps that are added to the run that
   * is there.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    String run = directory.resolve("run/events").toString();
    if (arguments.length > 1) {
      EventBytes all =
          new EventBytes(
              StoredFile.size(run + "/" + EventFile.NAME),
              StoredFile.size(run + "/speed/" + EventFile.NAME));
      RunEvents events = open(run, all);
      steps(events, STEPS, STEPS + Integer.parseInt(arguments[1]), 0);
      return;
    }
    RunEvents events = open(run, EventBytes.NONE);
    events.pairs(0, views(), 6, 3);
    steps(events, 0, CHECKPOINT, 0);
    EventBytes kept = events.sync();
    steps(events, CHECKPOINT, STOP, 100);
    RunEvents goneOn = open(run, kept);
    steps(goneOn, CHECKPOINT, STEPS, 0);
    goneOn.weights(STEPS, List.of("encoder.conv1.weight"), of -> numbers());
    goneOn.gradients(STEPS, List.of("encoder.conv1.weight"), of -> new float[] {2, 2, 2});
    look(directory, goneOn, run);
  }

  private static RunEvents open(String run, EventBytes kept) throws IOException {
    return RunEvents.open(run, kept, Clock.systemUTC(), Disk.local());
  }

  private static void steps(RunEvents events, int from, int to, float wrong) throws IOException {
    for (int step = from; step < to; step++) {
      events.step(
          new StepMetrics(
              step,
              step / 100,
              6 - step / 128f + wrong,
              0.5 / (1 + step),
              OptionalDouble.of(0.25),
              OptionalDouble.of(1.0 + step),
              OptionalDouble.of(step / 1024.0),
              OptionalDouble.of(step / 512.0)));
      if (step % 100 == 99) {
        events.speed(step, 1000 + step, 0.125);
      }
    }
  }

  private static void look(Path directory, RunEvents events, String run) throws IOException {
    Path shards = directory.resolve("views");
    SyntheticShards.standard().write(shards);
    MonitorFile file =
        MonitorFile.open(directory.resolve("run/monitor.jsonl").toString(), 0, Disk.local());
    try (MonitorViews views = MonitorViews.open(shards.toString(), MonitorViews.MOST_IMAGES)) {
      MonitorLook look = new Monitor(views).look(WatchedRun::everyFourthPixel, STEPS, 6);
      file.append(look.result());
      events.monitor(look.result());
      look.writeProjector(views, run, Disk.local());
    }
  }

  /** Nine pairs of views of 6 x 6 x 3. */
  private static byte[] views() {
    byte[] views = new byte[2 * 9 * 6 * 6 * 3];
    for (int i = 0; i < views.length; i++) {
      views[i] = (byte) (31 * i);
    }
    return views;
  }

  private static float[] numbers() {
    float[] numbers = new float[301];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (i - 150) / 64f;
    }
    return numbers;
  }

  private static float[][] everyFourthPixel(byte[] nhwc, int count) {
    int viewBytes = nhwc.length / count;
    float[][] rows = new float[count][viewBytes / 4];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < rows[row].length; i++) {
        rows[row][i] = (nhwc[row * viewBytes + 4 * i] & 0xff) / 256f;
      }
    }
    return rows;
  }
}
