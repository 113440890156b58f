package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.Deduplicate;
import io.github.simclrbeam.beam.Duplicates;
import io.github.simclrbeam.beam.FailedRunException;
import io.github.simclrbeam.beam.ImageWarnings;
import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.Libraries;
import io.github.simclrbeam.beam.ListImages;
import io.github.simclrbeam.beam.MakeViewShards;
import io.github.simclrbeam.beam.RunCounters;
import io.github.simclrbeam.beam.ShardDestination;
import io.github.simclrbeam.beam.ShardSizing;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.beam.StageRun;
import io.github.simclrbeam.beam.StoredSets;
import io.github.simclrbeam.beam.TemporaryFiles;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.sources.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** Images to view shards. */
public final class ViewsStage {
  private ViewsStage() {}

  /**
   * Runs the stage to its end and says on stderr how far it is. Into an output that holds views of
   * the same configuration it makes what changed.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException if the options cannot be used;
   *     nothing was touched
   * @throws StageFailedException if the run failed; there is no manifest, or still that of the set
   *     that was to be brought up to date
   */
  public static void run(ViewsOptions options) throws IOException {
    run(options, new Problems());
  }

  /**
   * As the shorter form.
   *
   * @param problems what reading the options found already; told together with what is found here
   */
  public static void run(ViewsOptions options, Problems problems) throws IOException {
    StageRun.check(ViewsOptions.class, options, problems);
    Optional<ExtendedViews> extended = ExtendedViews.of(options, problems);
    if (options.getInput() == null || options.getOutput() == null) {
      checkAlone(options, problems);
    }
    InputSettings input = InputSettings.of(options, ViewsPlan.split(options), problems);
    Optional<ImageSource> source = ViewsInput.open(options, input, problems);
    SortedMap<String, Double> predicted = Predicted.read(options.getPredicted(), problems);
    // A plan of an input that is not there still finds what else is wrong.
    ViewsPlan plan =
        ViewsPlan.of(options, input, source.orElse(ImageSource.none()), extended, problems);
    StageOutput output =
        StageOutput.prepare(
            options.getOutput(),
            "views",
            plan.configuration(),
            ManifestFiles.NAME,
            options.getOverwrite(),
            problems);
    problems.throwIfAny();
    Optional<ShardManifest> previous = previous(options, plan, problems);
    if (previous.filter(set -> set.getRecords() > 0).isPresent()
        && source.orElseThrow().images().orElse(1) == 0) {
      problems.note(
          "input",
          "has no images left, of %,d that %s was made of; --overwrite makes an empty set"
              .formatted(previous.get().getRecords(), options.getOutput()));
    }
    problems.throwIfAny();
    try (output) {
      StageRun run =
          StageRun.of(options, new StageJob("views", output.uri(), plan.configuration()));
      ViewsInput.announce(source.orElseThrow(), plan);
      if (run.isActive()) {
        output.rejoin();
      } else {
        output.begin();
        TemporaryFiles.tidy(plan.destination());
        previous.ifPresent(ViewsStage::sayIfAllIsMadeAgain);
      }
      ShardSizing sizing =
          plan.sizing().withPreviousShards(previous.map(ShardManifest::getPlannedShards).orElse(0));
      long started = System.nanoTime();
      Optional<Map<String, Long>> made =
          make(
              run,
              () -> pipeline(options, input, plan, sizing),
              plan.destination(),
              source.orElseThrow().images().orElse(0));
      if (made.isEmpty()) {
        return;
      }
      Map<String, Long> counters = made.get();
      if (!ManifestFiles.exists(output.uri())) {
        throw new StageFailedException("the run ended without a manifest in " + output.uri());
      }
      ShardManifest manifest = ManifestFiles.read(output.uri());
      if (output.state() == StageOutput.State.COMPLETE
          && counters.getOrDefault(RunCounters.CHANGED, 0L) == 0) {
        output.finishUnchanged("%,d shards checked".formatted(manifest.getShardsCount()));
        return;
      }
      double seconds =
          run.isActive() ? output.secondsSinceStart() : (System.nanoTime() - started) / 1e9;
      Map<String, Double> figures = figures(manifest, counters, seconds);
      output.finish(figures, predicted);
      Predicted.compared(predicted, figures).forEach(Progress::say);
      if (manifest.getImagesSeen() == 0) {
        Progress.say("no images in %s: the set of shards is empty".formatted(options.getInput()));
      }
      summarize(manifest, counters, output.uri());
      extended.ifPresent(views -> Progress.say(views.comparedWith(manifest, output.uri())));
    }
  }

  private static void sayIfAllIsMadeAgain(ShardManifest previous) {
    String difference = Libraries.difference(previous.getLibrariesMap());
    if (!difference.isEmpty()) {
      Progress.say("everything is made again, by other versions: " + difference);
    }
  }

  /** Returns what stands in the output and is not to be replaced as a whole. */
  private static Optional<ShardManifest> previous(
      ViewsOptions options, ViewsPlan plan, Problems problems) throws IOException {
    if (options.getOverwrite()) {
      return Optional.empty();
    }
    try {
      return StoredSets.manifest(plan.destination());
    } catch (IncompatibleFormatException e) {
      problems.note("output", e.getMessage() + "; --overwrite replaces it");
      return Optional.empty();
    }
  }

  /** Looks at the input or the output, whichever there is, and ends with what is wrong. */
  private static void checkAlone(ViewsOptions options, Problems problems) throws IOException {
    InputSettings input = InputSettings.of(options, ViewsPlan.split(options), problems);
    if (options.getInput() != null) {
      ViewsInput.open(options, input, problems);
    } else if (options.getExtends() == null && !problems.concern("input")) {
      problems.note("input", "is missing: " + InputOptions.INPUT);
    }
    StageOutput.check(options.getOutput(), problems);
    problems.throwIfAny();
  }

  /** Returns the counters at the end; empty when it is not waited for. */
  private static Optional<Map<String, Long>> make(
      StageRun run, Supplier<Pipeline> pipeline, ShardDestination destination, long images)
      throws IOException {
    try {
      return run.start(pipeline) ? Optional.of(await(run, images)) : Optional.empty();
    } catch (FailedRunException e) {
      // What is finished stays for a run that goes on.
      TemporaryFiles.tidy(destination, e);
      throw new StageFailedException(e.getMessage(), e);
    }
  }

  private static Map<String, Long> await(StageRun run, long images) {
    try (Progress progress = Progress.start("views", images, "images")) {
      Map<String, Long> end =
          run.await(
              counters ->
                  progress.update(counters.getOrDefault(RunCounters.IMAGES, 0L), note(counters)));
      // Not every runner tells its counters while it runs.
      progress.update(images > 0 ? images : end.getOrDefault(RunCounters.IMAGES, 0L), "");
      return end;
    }
  }

  private static Pipeline pipeline(
      ViewsOptions options, InputSettings input, ViewsPlan plan, ShardSizing sizing) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple found =
        pipeline.apply("ListImages", ListImages.of(input, plan.destination().temporaryDirectory()));
    PCollectionView<List<String>> labelNames =
        found.get(ListImages.LABEL_NAMES).apply("LabelNames", View.asSingleton());
    PCollection<ImageReference> references = found.get(ListImages.IMAGES);
    MakeViewShards makeViewShards =
        MakeViewShards.of(
            plan.settings(),
            input.decode(),
            sizing,
            plan.destination(),
            options.getMaxBadFraction(),
            labelNames);
    if (plan.duplicates() != Duplicates.NONE) {
      PCollectionTuple told =
          references.apply(
              "Deduplicate",
              Deduplicate.of(plan.duplicates(), options.getMaxImageBytes(), labelNames));
      references = told.get(Deduplicate.IMAGES);
      makeViewShards = makeViewShards.withWarnings(told.get(Deduplicate.WARNINGS));
    }
    references.apply("MakeViewShards", makeViewShards);
    return pipeline;
  }

  private static String note(Map<String, Long> counters) {
    long bad =
        counters.entrySet().stream()
            .filter(counter -> counter.getKey().startsWith(RunCounters.DEAD_LETTERS))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (!counters.containsKey(RunCounters.IMAGES)) {
      long compared = counters.getOrDefault(RunCounters.COMPARED, 0L);
      return compared == 0 ? "finding images" : "%,d compared".formatted(compared);
    }
    return bad == 0 ? "" : bad + " bad";
  }

  private static Map<String, Double> figures(
      ShardManifest manifest, Map<String, Long> counters, double seconds) {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("images", (double) manifest.getRecords());
    figures.put("seconds", seconds);
    figures.put("images per second", manifest.getImagesSeen() / seconds);
    figures.put("views per second", manifest.getRecords() * manifest.getViewsPerImage() / seconds);
    figures.put("bytes", (double) bytes(manifest));
    figures.put("shards kept", count(counters, RunCounters.SHARDS_KEPT));
    figures.put("shards made", count(counters, RunCounters.SHARDS_MADE));
    figures.put("chunks continued", count(counters, RunCounters.CHUNKS_CONTINUED));
    return figures;
  }

  private static double count(Map<String, Long> counters, String name) {
    return counters.getOrDefault(name, 0L);
  }

  private static long bytes(ShardManifest manifest) {
    return manifest.getShardsList().stream().mapToLong(Shard::getBytes).sum();
  }

  private static void summarize(ShardManifest manifest, Map<String, Long> counters, String uri) {
    if (count(counters, RunCounters.SHARDS_KEPT) > 0) {
      Progress.say(
          "%,d shards are as they were, %,d were made"
              .formatted(
                  counters.get(RunCounters.SHARDS_KEPT), counters.get(RunCounters.SHARDS_MADE)));
    }
    if (count(counters, RunCounters.CHUNKS_CONTINUED) > 0) {
      Progress.say(
          "%,d chunks that an earlier run finished were taken over"
              .formatted(counters.get(RunCounters.CHUNKS_CONTINUED)));
    }
    Progress.say(
        "%,d images x %d views of %d pixels in %d shards, %,.1f MB: %s"
            .formatted(
                manifest.getRecords(),
                manifest.getViewsPerImage(),
                manifest.getImageSize(),
                manifest.getShardsCount(),
                bytes(manifest) / 1e6,
                uri));
    if (manifest.getDeadLetters() > 0) {
      Progress.say(
          "%,d images could not be used (%s): %s"
              .formatted(
                  manifest.getDeadLetters(),
                  DeadLetters.describe(manifest.getDeadLettersByReasonMap()),
                  Uris.resolve(uri, DeadLetters.FILE)));
    }
    Map<String, Long> warnings = new TreeMap<>(manifest.getWarningsByReasonMap());
    Long dropped = warnings.remove(Deduplicate.DROPPED);
    if (dropped != null) {
      Progress.say(
          "%,d images were left out, being identical to others: %s"
              .formatted(dropped, Uris.resolve(uri, ImageWarnings.FILE)));
    }
    if (!warnings.isEmpty()) {
      Progress.say(
          "warnings about images that were used (%s): %s"
              .formatted(DeadLetters.describe(warnings), Uris.resolve(uri, ImageWarnings.FILE)));
    }
  }
}
