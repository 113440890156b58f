package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import io.github.simclrbeam.shards.ShardSet;
import io.github.simclrbeam.train.TrainingRecipe.Optimization;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns options into a plan: views and recipe looked up, values checked, nothing written. */
final class TrainingPlans {
  private final TrainOptions options;
  private final Problems problems = new Problems();
  private final List<String> notices = new ArrayList<>();

  private TrainingPlans(TrainOptions options) {
    this.options = options;
  }

  /**
   * Returns the plan.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem
   */
  static TrainingPlan of(TrainOptions options) throws IOException {
    return new TrainingPlans(options).plan();
  }

  private TrainingPlan plan() throws IOException {
    Optional<ShardManifest> found = manifest();
    Optional<TrainingRecipe> recipe = recipe(found);
    checkNames();
    recipe.ifPresent(this::checkLengths);
    if (options.getResume() && options.getOverwrite()) {
      problems.note("resume", "goes on with what --overwrite would delete; give one of them");
    }
    checkOutput();
    found.ifPresent(manifest -> checkImages(manifest, recipe));
    problems.throwIfAny();
    return plan(found.orElseThrow(), recipe.orElseThrow());
  }

  private TrainingPlan plan(ShardManifest manifest, TrainingRecipe recipe) {
    TrainingConfiguration configuration = configuration(manifest, recipe);
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
        options.getViews(),
        options.getOutput(),
        manifest,
        configuration,
        batches,
        total,
        warmUp,
        end,
        or(options.getCheckpointEverySteps(), (long) stepsPerEpoch),
        options.getTraceSteps(),
        options.getThreads() == null ? OptionalInt.empty() : OptionalInt.of(options.getThreads()),
        notices);
  }

  private Optional<ShardManifest> manifest() throws IOException {
    try {
      return Optional.of(ShardSet.open(options.getViews()).manifest());
    } catch (FileNotFoundException | CorruptShardException | IncompatibleFormatException e) {
      problems.note("views", e.getMessage());
      return Optional.empty();
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

  private void checkNames() {
    checkName("encoder", options.getEncoder(), EncoderArchitectures.names());
    checkName("stem", options.getStem(), EncoderArchitectures.stems());
    checkName("optimizer", options.getOptimizer(), List.of("sgd"));
  }

  private void checkName(String option, String value, List<String> names) {
    if (value != null && !names.contains(value)) {
      problems.add(option, value, "must be one of " + String.join(", ", names));
    }
  }

  private void checkLengths(TrainingRecipe recipe) {
    double epochs = or(options.getEpochs(), recipe.epochs());
    if (options.getWarmUpEpochs() != null && options.getWarmUpEpochs() > epochs) {
      problems.add(
          "warmUpEpochs",
          Decimal.shortest(options.getWarmUpEpochs()),
          "must be at most the %s epochs".formatted(Decimal.shortest(epochs)));
    }
  }

  private void checkOutput() {
    String output = Uris.plain(options.getOutput()) + "/";
    String views = Uris.plain(options.getViews()) + "/";
    if (views.startsWith(output)) {
      problems.add("output", options.getOutput(), "must be another directory than --views");
    }
  }

  private void checkImages(ShardManifest manifest, Optional<TrainingRecipe> recipe) {
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
    } else if (options.getBatchSize() != null && options.getBatchSize() > images) {
      problems.add(
          "batchSize",
          options.getBatchSize(),
          "must be at most the %d images of %s".formatted(images, options.getViews()));
    } else if (recipe.isPresent()) {
      checkMemory(manifest, or(options.getBatchSize(), recipe.get().batchSize()));
    }
  }

  /** A batch is one array, so its 2N views must fit into 2 GiB. */
  private void checkMemory(ShardManifest manifest, int batchSize) {
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

  private TrainingConfiguration configuration(ShardManifest manifest, TrainingRecipe recipe) {
    EncoderArchitecture encoder =
        EncoderArchitectures.of(
            or(options.getEncoder(), recipe.encoder().name()),
            or(options.getStem(), recipe.encoder().stem()),
            manifest.getChannels());
    Optimization optimization = recipe.optimization();
    double epochs = or(options.getEpochs(), recipe.epochs());
    int batchSize = batchSize(manifest, recipe);
    return TrainingConfiguration.newBuilder()
        .setRecipe(recipe.name())
        .setEncoder(encoder)
        .setProjector(projector(encoder, recipe))
        .setPreprocessing(
            Preprocessing.newBuilder()
                .setImageSize(manifest.getImageSize())
                .setChannels(manifest.getChannels())
                .setInterpolation(manifest.getRecipe().getInterpolation()))
        .setBatchSize(batchSize)
        .setEpochs(epochs)
        .setTemperature(or(options.getTemperature(), recipe.temperature()))
        .setOptimizer(or(options.getOptimizer(), optimization.optimizer()))
        .setLearningRate(learningRate(recipe, batchSize))
        .setMomentum(or(options.getMomentum(), optimization.momentum()))
        .setWeightDecay(or(options.getWeightDecay(), optimization.weightDecay()))
        .setWarmUpEpochs(
            or(options.getWarmUpEpochs(), Math.min(epochs, optimization.warmUpEpochs())))
        .setReflip(or(options.getReflip(), recipe.reflip()))
        .setSeed(options.getSeed())
        .setViewsDigest(manifest.getRootDigest())
        .setViewsPerImage(manifest.getViewsPerImage())
        .setImages(manifest.getRecords())
        .build();
  }

  private ProjectorArchitecture projector(EncoderArchitecture encoder, TrainingRecipe recipe) {
    int hidden = or(options.getProjectorHidden(), recipe.projector().hidden());
    return Projectors.of(
        or(options.getProjectorLayers(), recipe.projector().layers()),
        hidden == 0 ? encoder.getDimension() : hidden,
        or(options.getProjectorOutput(), recipe.projector().output()),
        or(options.getProjectorBatchNorm(), recipe.projector().batchNorm()));
  }

  private int batchSize(ShardManifest manifest, TrainingRecipe recipe) {
    if (options.getBatchSize() != null) {
      return options.getBatchSize();
    }
    int batchSize = (int) Math.min(recipe.batchSize(), manifest.getRecords());
    if (batchSize < recipe.batchSize()) {
      notices.add(
          "batch of %d pairs instead of the recipe's %d: there are only %d images"
              .formatted(batchSize, recipe.batchSize(), manifest.getRecords()));
    }
    return batchSize;
  }

  private double learningRate(TrainingRecipe recipe, int batchSize) {
    double learningRate = recipe.optimization().learningRate();
    if (options.getLearningRate() != null) {
      return options.getLearningRate();
    }
    if (batchSize == recipe.batchSize()) {
      return learningRate;
    }
    double scaled = learningRate * batchSize / recipe.batchSize();
    notices.add(
        "learning rate %s: the recipe's %s for %d pairs, scaled to %d"
            .formatted(
                Decimal.shortest(scaled),
                Decimal.shortest(learningRate),
                recipe.batchSize(),
                batchSize));
    return scaled;
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
