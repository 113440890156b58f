package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.FailedRunException;
import io.github.simclrbeam.beam.RunCounters;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.beam.StageRun;
import io.github.simclrbeam.beam.TemporaryFiles;
import io.github.simclrbeam.embeddings.EmbeddingManifests;
import io.github.simclrbeam.encoder.EngineThread;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.proto.EmbeddingManifest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.beam.sdk.Pipeline;

/**
 * The stage {@code embed}: images (or view shards) and a checkpoint to a directory of embeddings.
 */
public final class EmbedStage {
  private EmbedStage() {}

  /**
   * Embeds.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem of the options,
   *     before anything is written
   * @throws StageFailedException if the run fails; one line about the cause
   * @throws IOException if files cannot be read or written
   */
  public static void run(EmbedOptions options) throws IOException {
    run(options, new Problems());
  }

  /**
   * As the shorter form.
   *
   * @param problems what reading the options found already; told together with what is found here
   */
  public static void run(EmbedOptions options, Problems problems) throws IOException {
    StageRun.check(EmbedOptions.class, options, problems);
    Optional<EmbedPlan> planned = EmbedPlans.of(options, problems);
    Optional<StageOutput> prepared = Optional.empty();
    if (planned.isPresent()) {
      EmbedPlan plan = planned.get();
      prepared =
          Optional.of(
              StageOutput.prepare(
                  plan.destination().directory(),
                  "embed",
                  plan.identity(),
                  "manifest.json",
                  options.getOverwrite(),
                  problems));
    } else {
      StageOutput.check(options.getOutput(), problems);
    }
    problems.throwIfAny();
    try (StageOutput output = prepared.orElseThrow()) {
      if (!output.alreadyComplete()) {
        run(planned.orElseThrow(), output, options);
      }
    }
  }

  private static void run(EmbedPlan plan, StageOutput output, EmbedOptions options)
      throws IOException {
    StageRun run = StageRun.of(options, new StageJob("embed", output.uri(), plan.identity()));
    plan.notes().forEach(Progress::say);
    if (run.isActive()) {
      output.rejoin();
    } else {
      output.begin();
      // An interrupted run may have left what it spooled.
      TemporaryFiles.remove(plan.destination().temporaryDirectory());
    }
    boolean engine = plan.spec().kind() != FeatureKind.PIXELS;
    int threadsBefore = engine ? EngineThread.threads() : 1;
    long start = System.nanoTime();
    try {
      if (!run.start(() -> pipeline(plan, options))) {
        return;
      }
      await(run, plan);
    } catch (FailedRunException e) {
      TemporaryFiles.remove(plan.destination().temporaryDirectory(), e);
      throw new StageFailedException(e.getMessage(), e);
    } finally {
      if (engine) {
        // The number is the process's, and training may follow in it.
        EngineThread.setThreads(threadsBefore);
      }
    }
    double seconds =
        run.isActive() ? output.secondsSinceStart() : (System.nanoTime() - start) / 1e9;
    EmbeddingManifest manifest = EmbeddingManifests.read(output.uri());
    output.finish(
        Map.of("seconds", seconds, plan.row() + "s per second", manifest.getRecords() / seconds));
    sayWhatWasMade(manifest, output.uri());
  }

  private static Pipeline pipeline(EmbedPlan plan, EmbedOptions options) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("Embed", plan.transform());
    return pipeline;
  }

  private static void await(StageRun run, EmbedPlan plan) {
    String task = "embedding, " + plan.spec().kind();
    try (Progress progress = Progress.start(task, plan.rows(), plan.row() + "s")) {
      SortedMap<String, Long> end =
          run.await(counters -> progress.update(counters.getOrDefault(RunCounters.IMAGES, 0L), ""));
      // Not every runner tells its counters while it runs.
      progress.update(end.getOrDefault(RunCounters.IMAGES, plan.rows()), "");
    }
  }

  private static void sayWhatWasMade(EmbeddingManifest manifest, String directory) {
    Progress.say(
        String.format(
            Locale.ROOT,
            "%,d rows of %,d numbers (%s) in %d files: %s",
            manifest.getRecords(),
            manifest.getDimension(),
            manifest.getFeatures(),
            manifest.getShardsCount(),
            directory));
    if (manifest.getDeadLetters() > 0) {
      Progress.say(
          String.format(
              Locale.ROOT,
              "%,d of %,d images could not be used (%s); see %s",
              manifest.getDeadLetters(),
              manifest.getImagesSeen(),
              DeadLetters.describe(manifest.getDeadLettersByReasonMap()),
              DeadLetters.FILE));
    }
  }
}
