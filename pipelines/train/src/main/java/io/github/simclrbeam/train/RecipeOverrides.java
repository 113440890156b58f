package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.train.TrainingRecipe.Optimization;
import java.util.ArrayList;
import java.util.List;

/** A recipe's values, those of checked options in their place, and what follows from the views. */
final class RecipeOverrides {
  private final TrainOptions options;
  private final TrainingRecipe recipe;
  private final ShardManifest manifest;
  private final List<String> notices = new ArrayList<>();

  RecipeOverrides(TrainOptions options, TrainingRecipe recipe, ShardManifest manifest) {
    this.options = options;
    this.recipe = recipe;
    this.manifest = manifest;
  }

  /** Returns what decides the run's numbers. */
  TrainingConfiguration configuration() {
    EncoderArchitecture encoder =
        EncoderArchitectures.of(
            or(options.getEncoder(), recipe.encoder().name()),
            or(options.getStem(), recipe.encoder().stem()),
            manifest.getChannels());
    Optimization optimization = recipe.optimization();
    double epochs = or(options.getEpochs(), recipe.epochs());
    int batchSize = batchSize();
    return TrainingConfiguration.newBuilder()
        .setRecipe(recipe.name())
        .setEncoder(encoder)
        .setProjector(projector(encoder))
        .setPreprocessing(
            Preprocessing.newBuilder()
                .setImageSize(manifest.getImageSize())
                .setChannels(manifest.getChannels())
                .setInterpolation(manifest.getRecipe().getInterpolation()))
        .setBatchSize(batchSize)
        .setEpochs(epochs)
        .setTemperature(or(options.getTemperature(), recipe.temperature()))
        .setOptimizer(or(options.getOptimizer(), optimization.optimizer()))
        .setLearningRate(learningRate(batchSize))
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

  private ProjectorArchitecture projector(EncoderArchitecture encoder) {
    int hidden = or(options.getProjectorHidden(), recipe.projector().hidden());
    return Projectors.of(
        or(options.getProjectorLayers(), recipe.projector().layers()),
        hidden == 0 ? encoder.getDimension() : hidden,
        or(options.getProjectorOutput(), recipe.projector().output()),
        or(options.getProjectorBatchNorm(), recipe.projector().batchNorm()));
  }

  private int batchSize() {
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

  private double learningRate(int batchSize) {
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

  /** Returns what a person should know about values that were derived; asked last. */
  List<String> notices() {
    return notices;
  }

  /** Returns what was given, or the other value. */
  static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
