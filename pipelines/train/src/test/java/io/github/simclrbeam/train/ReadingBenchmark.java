package io.github.simclrbeam.train;

import com.sun.management.OperatingSystemMXBean;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.RandomAccessShards;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Records that the trainer's loader reads in a second of the process's CPU time, all of its threads
 * together: every record once an epoch in the epoch's order, its checksums verified, two of its
 * views decoded into a batch. {@code infra/checks/bench-reading.sh} runs the main beside tf.data.
 */
public final class ReadingBenchmark {
  private static final int BATCH_SIZE = 256;

  private ReadingBenchmark() {}

  /** Prints one line of JSON. Arguments: the directory, epochs to warm up, epochs to time. */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[1]);
    int epochs = Integer.parseInt(arguments[2]);
    try (RandomAccessShards shards = RandomAccessShards.open(arguments[0])) {
      ShardManifest manifest = shards.manifest();
      BatchPlan plan =
          new BatchPlan(
              shards.size(),
              manifest.getViewsPerImage(),
              manifest.getImageSize(),
              manifest.getChannels(),
              BATCH_SIZE,
              false,
              0);
      long steps = (long) plan.stepsPerEpoch() * (warmUp + epochs);
      try (PairLoader loader =
          new PairLoader(new ShardViews(shards), plan, new long[0], 0, steps)) {
        take(loader, (long) plan.stepsPerEpoch() * warmUp);
        long cpu = processCpuNanos();
        long clock = System.nanoTime();
        long timed = (long) plan.stepsPerEpoch() * epochs;
        take(loader, timed);
        double seconds = (System.nanoTime() - clock) / 1e9;
        double cpuSeconds = (processCpuNanos() - cpu) / 1e9;
        long records = timed * BATCH_SIZE;
        System.out.printf(
            Locale.ROOT,
            "{\"reader\": \"simclr-beam\", \"java\": \"%s\", \"encoding\": \"%s\", \"views\": %d,"
                + " \"decode\": 2, \"channels\": %d, \"size\": %d, \"records\": %d,"
                + " \"records_per_s\": %.0f, \"records_per_cpu_s\": %.0f,"
                + " \"cpu_cores_used\": %.2f}%n",
            Runtime.version().feature(),
            manifest.getEncoding(),
            plan.viewsPerImage(),
            plan.channels(),
            plan.imageSize(),
            shards.size(),
            records / seconds,
            records / cpuSeconds,
            cpuSeconds / seconds);
      }
    }
  }

  private static void take(PairLoader loader, long steps) throws IOException {
    for (long step = 0; step < steps; step++) {
      loader.next();
    }
  }

  private static long processCpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
