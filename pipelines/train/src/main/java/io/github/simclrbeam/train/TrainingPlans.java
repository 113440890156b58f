package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.ContrastiveLosses;
import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.Precision;
import io.github.simclrbeam.encoder.PretrainedEncoder;
import io.github.simclrbeam.encoder.Schedules;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Overlaps;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Turns options into a plan: views and recipe looked up, values checked, nothing written. */
final class TrainingPlans {
  private final TrainOptions options;
  private final Problems problems;

  private TrainingPlans(TrainOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /**
   * Returns the plan.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem
   */
  static TrainingPlan of(TrainOptions options) throws IOException {
    Problems problems = new Problems();
    TrainingPlan plan = of(options, problems);
    problems.throwIfAny();
    return plan;
  }

  /**
   * Returns the plan, of no use when something was noted before.
   *
   * @param problems what reading the options found
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem, when looking
   *     at the views and at values together finds one more
   */
  static TrainingPlan of(TrainOptions options, Problems problems) throws IOException {
    return new TrainingPlans(options, problems).plan();
  }

  private TrainingPlan plan() throws IOException {
    int before = problems.size();
    List<String> directories =
        options.getViews() == null ? List.of() : FindViews.directories(options.getViews());
    Optional<ViewSets> found =
        directories.isEmpty() ? Optional.empty() : FindViews.in(directories, problems);
    Optional<ShardManifest> manifest = found.map(ViewSets::asOne);
    Optional<TrainingRecipe> recipe = recipe(manifest);
    Set<String> given = recipe.map(of -> of.fill(options)).orElse(Set.of());
    recipe.ifPresent(of -> checkRecipe(given));
    if (options.getResume() && options.getOverwrite()) {
      problems.note("resume", "goes on with what --overwrite would delete; give one of them");
    }
    checkOutput(directories);
    manifest.ifPresent(of -> checkImages(of, recipe.isPresent(), given));
    if (found.isEmpty() || options.getOutput() == null || problems.size() > before) {
      StageOutput.check(options.getOutput(), problems);
      problems.throwIfAny();
    }
    return plan(found.orElseThrow(), recipe.orElseThrow(), given);
  }

  private TrainingPlan plan(ViewSets views, TrainingRecipe recipe, Set<String> given) {
    ShardManifest manifest = views.asOne();
    Devices devices = devices();
    RunConfiguration run = new RunConfiguration(options, recipe, given, manifest, devices);
    TrainingConfiguration configuration = configuration(run);
    Optional<PretrainedEncoder> weights = initialWeights(configuration);
    if (weights.isPresent()) {
      configuration = configuration.toBuilder().setInitialWeights(weights.get().digest()).build();
    }
    checkTogether(configuration, manifest, devices);
    problems.throwIfAny();
    BatchPlan batches =
        new BatchPlan(
            Math.toIntExact(manifest.getRecords()),
            manifest.getViewsPerImage(),
            manifest.getImageSize(),
            manifest.getChannels(),
            configuration.getBatchSize(),
            configuration.getReflip(),
            configuration.getSeed());
    int stepsPerEpoch = batches.stepsPerEpoch();
    long total = Math.max(1, Math.round(configuration.getEpochs() * stepsPerEpoch));
    long warmUp = Math.min(total, Math.round(configuration.getWarmUpEpochs() * stepsPerEpoch));
    long end = options.getMaxSteps() == null ? total : Math.min(total, options.getMaxSteps());
    return new TrainingPlan(
        views,
        Uris.plain(options.getOutput()),
        configuration,
        RunIdentity.of(options, views, configuration),
        batches,
        total,
        warmUp,
        end,
        options.getCheckpointEverySteps() == null
            ? stepsPerEpoch
            : options.getCheckpointEverySteps(),
        options.getKeepCheckpoints(),
        options.getTraceSteps(),
        devices,
        weights,
        new Watching(
            Optional.ofNullable(options.getMonitor()),
            options.getMonitorEveryEpochs(),
            options.getMonitorImages(),
            options.getMeasureEverySteps()),
        options.getThreads() == null ? OptionalInt.empty() : OptionalInt.of(options.getThreads()),
        Stream.of(
                views.notices(),
                run.notices(),
                weights.map(PretrainedEncoder::notices).orElse(List.of()))
            .flatMap(List::stream)
            .toList());
  }

  private Devices devices() {
    try {
      Devices devices = Devices.parse(options.getDevices());
      Precision.named(options.getPrecision()).checkFast(devices, options.getSlowPrecision());
      return devices;
    } catch (IllegalArgumentException e) {
      problems.note(
          e.getMessage().startsWith("precision") ? "precision" : "devices", e.getMessage());
      return Devices.CPU;
    }
  }

  private TrainingConfiguration configuration(RunConfiguration run) {
    try {
      return run.configuration();
    } catch (IllegalArgumentException e) {
      problems.note("encoder", e.getMessage());
      problems.throwIfAny();
      throw e;
    }
  }

  private Optional<PretrainedEncoder> initialWeights(TrainingConfiguration configuration) {
    if (options.getInitialWeights() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          PretrainedEncoder.read(
              options.getInitialWeights(),
              configuration.getEncoder(),
              configuration.getEncoder().getChannels() == 1));
    } catch (IOException | IllegalArgumentException e) {
      problems.note("initialWeights", e.getMessage());
      return Optional.empty();
    }
  }

  private void checkTogether(
      TrainingConfiguration configuration, ShardManifest manifest, Devices devices) {
    Optimizer.problems(configuration.getOptimizer())
        .forEach(problem -> problems.note("optimizer", problem));
    ContrastiveLosses.problems(configuration.getLoss())
        .forEach(problem -> problems.note("loss", problem));
    Schedules.problems(configuration.getSchedule())
        .forEach(problem -> problems.note("schedule", problem));
    if (configuration.getLoss().getName().equals("supcon") && manifest.getLabelNamesCount() == 0) {
      problems.note("loss", "supcon needs labels, but the views have none");
    }
    int share = configuration.getBatchSize() / devices.count();
    int chunk = configuration.getChunkSize() == 0 ? share : configuration.getChunkSize();
    int chunks = Math.max(1, (share + chunk - 1) / Math.max(1, chunk));
    if (configuration.getViewStatistics().equals("separate") && share / chunks < 2) {
      problems.add(
          "chunkSize",
          chunk,
          "must leave at least 2 pairs in every chunk for --viewStatistics=separate");
    }
    checkMonitor(configuration);
  }

  private void checkMonitor(TrainingConfiguration configuration) {
    if (options.getMonitor() == null) {
      return;
    }
    try {
      MonitorViews.problem(
              ManifestFiles.read(options.getMonitor()),
              configuration.getPreprocessing().getImageSize(),
              configuration.getPreprocessing().getChannels())
          .ifPresent(problem -> problems.note("monitor", problem));
    } catch (IOException e) {
      problems.note("monitor", e.getMessage());
    }
  }

  private Optional<TrainingRecipe> recipe(Optional<ShardManifest> manifest) {
    String legal = "must be one of " + String.join(", ", TrainingRecipes.names());
    if (options.getRecipe() != null) {
      Optional<TrainingRecipe> recipe = TrainingRecipes.named(options.getRecipe());
      if (recipe.isEmpty()) {
        problems.add("recipe", options.getRecipe(), legal);
      }
      return recipe;
    }
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    String name = manifest.get().getRecipe().getName();
    Optional<TrainingRecipe> recipe = TrainingRecipes.named(name);
    if (recipe.isEmpty()) {
      problems.note(
          "recipe", legal + ": the views' recipe '%s' has no training recipe".formatted(name));
    }
    return recipe;
  }

  private void checkRecipe(Set<String> given) {
    if (given.contains("warmUpEpochs") && options.getWarmUpEpochs() > options.getEpochs()) {
      problems.add(
          "warmUpEpochs",
          Decimal.shortest(options.getWarmUpEpochs()),
          "must be at most the %s epochs".formatted(Decimal.shortest(options.getEpochs())));
    }
    new RecipeChecks(options, problems).check();
  }

  private void checkOutput(List<String> directories) {
    String output = options.getOutput();
    if (output != null && directories.stream().anyMatch(of -> Overlaps.isWithin(of, output))) {
      problems.add("output", output, "must be another directory than --views");
    }
    Overlaps.check(output, "initialWeights", options.getInitialWeights(), problems);
    Overlaps.check(output, "monitor", options.getMonitor(), problems);
  }

  private void checkImages(ShardManifest manifest, boolean complete, Set<String> given) {
    long images = manifest.getRecords();
    if (manifest.getViewsPerImage() < 2) {
      problems.add(
          "views",
          manifest.getViewsPerImage() + " (" + options.getViews() + ")",
          "must hold at least 2 views of each image");
    }
    if (images < 2 || images > Integer.MAX_VALUE) {
      problems.add(
          "views",
          images + " (" + options.getViews() + ")",
          "must hold from 2 to %d images".formatted(Integer.MAX_VALUE));
    } else if (given.contains("batchSize") && options.getBatchSize() > images) {
      problems.add(
          "batchSize",
          options.getBatchSize(),
          "must be at most the %d images of %s".formatted(images, options.getViews()));
    } else if (complete) {
      checkMemory(manifest, Math.min(options.getBatchSize(), images));
    }
  }

  /** A batch is one array, so its 2N views must fit into 2 GiB. */
  private void checkMemory(ShardManifest manifest, long batchSize) {
    long size = manifest.getImageSize();
    long pairBytes = 2 * size * size * manifest.getChannels();
    if (batchSize * pairBytes > Integer.MAX_VALUE) {
      problems.add(
          "batchSize",
          batchSize,
          "must be at most %d pairs of %dx%d views"
              .formatted(Integer.MAX_VALUE / pairBytes, size, size));
    }
  }
}
