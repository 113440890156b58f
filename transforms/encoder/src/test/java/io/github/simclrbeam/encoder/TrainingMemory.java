package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A process that trains and prints its memory: a line "steps arrays kilobytes" now and then. */
final class TrainingMemory {
  private static final int PAIRS = 16;
  private static final int SIZE = 12;

  private TrainingMemory() {}

  /** Arguments: where checkpoints go, steps, steps from one line (and checkpoint) to the next. */
  public static void main(String[] arguments) throws IOException {
    long steps = Long.parseLong(arguments[1]);
    long every = Long.parseLong(arguments[2]);
    byte[] views = new byte[2 * PAIRS * SIZE * SIZE];
    SplittableRandom random = new SplittableRandom(1);
    EngineThread.setThreads(1);
    try (SimClrModel model =
        SimClrModel.create(EncoderArchitectures.tiny(1, 16, 48, 128), SmallModel.PROJECTOR, 1)) {
      Optimizer optimizer = Optimizer.sgd(model, 0.9, 1e-4);
      TrainingStep training =
          new TrainingStep(
              model,
              optimizer,
              Preprocessing.newBuilder().setImageSize(SIZE).setChannels(1).build(),
              0.2);
      for (long step = 1; step <= steps; step++) {
        random.nextBytes(views);
        training.step(views, PAIRS, 0.05);
        if (step % every == 0) {
          Checkpoints.write(
              arguments[0], CheckpointState.newBuilder().setStep(step).build(), model, optimizer);
          System.out.printf(
              "%d %d %d%n", step, model.manager().getManagedArrays().size(), residentKilobytes());
        }
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
