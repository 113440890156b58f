package io.github.simclrbeam.checks;

import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.EngineThread;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.Precision;
import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.encoder.TrainingStep;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long a training step takes, views in memory: forward, loss, backward, SGD with momentum.
 * Prints one JSON line, as the peer does. {@code infra/checks/bench-step.sh} runs it beside that.
 *
 * <p>Usage: StepsPerSecond ENCODER SIZE CHANNELS PAIRS STEPS THREADS [DEVICE PRECISION], where the
 * encoder is tiny32 for widths 32, 64 and 128, or resnet18 or resnet50, with a small stem up to a
 * SIZE of 64. A step on a GPU is done when the next one has its loss, so the mean counts there.
 */
public final class StepsPerSecond {
  private static final int WARM_UP_STEPS = 3;
  private static final int OUTPUT = 64;
  private static final int LARGEST_SMALL = 64;

  private StepsPerSecond() {}

  public static void main(String[] arguments) {
    int size = Integer.parseInt(arguments[1]);
    int channels = Integer.parseInt(arguments[2]);
    int pairs = Integer.parseInt(arguments[3]);
    int steps = Integer.parseInt(arguments[4]);
    EngineThread.setThreads(Integer.parseInt(arguments[5]));
    boolean given = arguments.length > 6;
    Devices devices = Devices.parse(given ? arguments[6] : "cpu");
    Precision precision = Precision.named(given ? arguments[7] : "fp32");
    EncoderArchitecture encoder = encoder(arguments[0], channels, size);
    byte[] views = new byte[2 * pairs * size * size * channels];
    new Random(1).nextBytes(views);
    Preprocessing preprocessing =
        Preprocessing.newBuilder().setImageSize(size).setChannels(channels).build();
    List<String> seconds = new ArrayList<>();
    try (SimClrModel model =
        SimClrModel.create(
            encoder,
            Projectors.of(2, encoder.getDimension(), OUTPUT, true),
            0,
            precision,
            devices)) {
      TrainingStep step =
          new TrainingStep(model, Optimizer.sgd(model, 0.9, 1e-4), preprocessing, 0.2);
      for (int i = 0; i < WARM_UP_STEPS + steps; i++) {
        long start = System.nanoTime();
        step.step(views, pairs, 0.01);
        if (i >= WARM_UP_STEPS) {
          seconds.add(String.format(Locale.ROOT, "%.5f", (System.nanoTime() - start) / 1e9));
        }
      }
    }
    System.out.printf(
        "{\"program\": \"simclr-beam\", \"seconds\": [%s]}%n", String.join(", ", seconds));
  }

  private static EncoderArchitecture encoder(String name, int channels, int size) {
    if (name.startsWith("tiny")) {
      int width = Integer.parseInt(name.substring("tiny".length()));
      return EncoderArchitectures.tiny(channels, width, 2 * width, 4 * width);
    }
    return EncoderArchitectures.of(
        name,
        size > LARGEST_SMALL ? EncoderArchitectures.IMAGENET_STEM : EncoderArchitectures.SMALL_STEM,
        channels);
  }
}
