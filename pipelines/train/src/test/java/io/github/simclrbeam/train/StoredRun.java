package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.MemoryStore;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A {@link TinyPlan} whose views and run are in an object store. */
final class StoredRun {
  static final String VIEWS = "gs://bucket/views";
  static final String RUN = "gs://bucket/run";

  private StoredRun() {}

  /** Trains; options given twice count as given last. */
  static void train(Path local, String... options) throws IOException {
    String[] all =
        Stream.concat(Stream.of("--views=" + VIEWS, "--output=" + RUN), Stream.of(options))
            .toArray(String[]::new);
    TrainStage.run(
        TinyPlan.of(local, local, all), false, new Problems(), () -> false, Disk.local());
  }

  /** Returns what the run holds, as of a local one. */
  static Map<String, String> snapshot(Path scratch) throws IOException {
    Path copy = Files.createTempDirectory(scratch, "run-");
    MemoryStore.save(RUN, copy);
    return RunSnapshot.of(copy);
  }
}
