package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.PixelStatistics;
import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.encoder.Schedules;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What decides a run's numbers: the options, filled by their recipe, and what the views say. */
final class RunConfiguration {
  private final TrainOptions options;
  private final TrainingRecipe recipe;
  private final Set<String> given;
  private final ShardManifest manifest;
  private final Devices devices;
  private final List<String> notices = new ArrayList<>();

  /**
   * @param options with a value of each that a recipe sets
   * @param given the options that did not come from the recipe
   */
  RunConfiguration(
      TrainOptions options,
      TrainingRecipe recipe,
      Set<String> given,
      ShardManifest manifest,
      Devices devices) {
    this.options = options;
    this.recipe = recipe;
    this.given = given;
    this.manifest = manifest;
    this.devices = devices;
  }

  /**
   * Returns what decides the run's numbers, but for weights that it starts from.
   *
   * @throws IllegalArgumentException if the network cannot be built
   */
  TrainingConfiguration configuration() {
    EncoderArchitecture encoder = encoder();
    int batchSize = batchSize();
    int chunk = chunk(batchSize);
    noteOtherViews();
    return TrainingConfiguration.newBuilder()
        .setRecipe(recipe.name())
        .setEncoder(encoder)
        .setProjector(projector(encoder))
        .setPreprocessing(preprocessing())
        .setBatchSize(batchSize)
        .setEpochs(options.getEpochs())
        .setLoss(RecipeMessages.loss(options))
        .setOptimizer(RecipeMessages.optimizer(options))
        .setSchedule(RecipeMessages.schedule(options))
        .setLearningRate(learningRate(batchSize))
        .setWarmUpEpochs(warmUpEpochs())
        .setReflip(options.getReflip())
        .setViewStatistics(options.getViewStatistics())
        .setChunkSize(chunk)
        .setPrecision(options.getPrecision())
        .setReplicas(devices.count())
        .setSeed(options.getSeed())
        .setViewsDigest(manifest.getRootDigest())
        .setViewsPerImage(manifest.getViewsPerImage())
        .setImages(manifest.getRecords())
        .build();
  }

  /** Returns what a person should know about values that were derived; asked last. */
  List<String> notices() {
    return notices;
  }

  private EncoderArchitecture encoder() {
    EncoderArchitecture architecture =
        EncoderArchitectures.of(
            options.getEncoder(),
            options.getStem(),
            manifest.getChannels(),
            options.getEncoderWidth());
    return architecture.toBuilder().setZeroInitResidual(options.getZeroInitResidual()).build();
  }

  /** Returns 0 for a batch that passes as a whole. */
  private int chunk(int batchSize) {
    int share = (batchSize + devices.count() - 1) / devices.count();
    boolean cut = options.getChunkSize() != null && options.getChunkSize() < share;
    if (cut || devices.count() > 1) {
      notices.add(
          "BatchNorm's statistics are of %d pairs, not of the batch's %d; the running ones move once"
                  .formatted(cut ? options.getChunkSize() : share, batchSize)
              + " a step");
    }
    return cut ? options.getChunkSize() : 0;
  }

  private Preprocessing preprocessing() {
    PixelStatistics pixels = PixelStatistics.named(options.getNormalize(), manifest.getChannels());
    return Preprocessing.newBuilder()
        .setImageSize(manifest.getImageSize())
        .setChannels(manifest.getChannels())
        .setInterpolation(manifest.getRecipe().getInterpolation())
        .addAllMean(pixels.mean())
        .addAllStd(pixels.std())
        .build();
  }

  private ProjectorArchitecture projector(EncoderArchitecture encoder) {
    int hidden = options.getProjectorHidden();
    return Projectors.of(
        Collections.nCopies(
            options.getProjectorLayers() - 1, hidden == 0 ? encoder.getDimension() : hidden),
        options.getProjectorOutput(),
        options.getProjectorBatchNorm(),
        RecipeMessages.bias(options),
        RecipeMessages.outputNorm(options));
  }

  private int batchSize() {
    int wanted = options.getBatchSize();
    int batchSize = (int) Math.min(wanted, manifest.getRecords());
    if (batchSize < wanted) {
      notices.add(
          "batch of %d pairs instead of the recipe's %d: there are only %d images"
              .formatted(batchSize, wanted, manifest.getRecords()));
    }
    return batchSize;
  }

  private double learningRate(int batchSize) {
    double rate = options.getLearningRate();
    int recipeSize = Integer.parseInt(recipe.values().get("batchSize"));
    if (given.contains("learningRate") || batchSize == recipeSize) {
      return rate;
    }
    double scaled =
        Schedules.scaledRate(RecipeMessages.scaling(options, recipeSize), rate, batchSize);
    if (scaled != rate) {
      notices.add(
          "learning rate %s: the recipe's %s for %d pairs, scaled to %d"
              .formatted(Decimal.shortest(scaled), Decimal.shortest(rate), recipeSize, batchSize));
    }
    return scaled;
  }

  /** A recipe's warm-up is cut to the epochs that were asked for. */
  private double warmUpEpochs() {
    return given.contains("warmUpEpochs")
        ? options.getWarmUpEpochs()
        : Math.min(options.getEpochs(), options.getWarmUpEpochs());
  }

  private void noteOtherViews() {
    String views = manifest.getRecipe().getName();
    if (!views.equals(recipe.views())) {
      notices.add(
          "the views are of recipe %s, those of %s would be of %s"
              .formatted(views, recipe.name(), recipe.views()));
    }
  }
}
