package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was trained and on what, from the files of each stage; for the page's template. */
record Provenance(String name, List<Fact> facts) {

  /** Returns the groups that something is known of. */
  static List<Provenance> of(ReportInput input) {
    EvaluationCard card = input.result().card();
    List<Provenance> groups = new ArrayList<>();
    groups.add(new Provenance("Embeddings", embeddings(card, input)));
    input
        .run()
        .flatMap(TrainingRun::manifest)
        .ifPresent(
            manifest ->
                groups.add(
                    new Provenance("Training", training(manifest.getConfiguration(), input))));
    input.views().ifPresent(views -> groups.add(new Provenance("Views", views(views.manifest()))));
    groups.add(new Provenance("Images evaluated", images(card)));
    return groups;
  }

  private static List<Fact> embeddings(EvaluationCard card, ReportInput input) {
    List<Fact> facts = new ArrayList<>();
    Optional<EmbeddingManifest> manifest = input.train().features().manifest();
    manifest
        .filter(EmbeddingManifest::hasEncoder)
        .ifPresent(m -> facts.add(Fact.of("Encoder", encoder(m.getEncoder()))));
    int dimension = card.getLabelFree().getDimension();
    String layer = card.getProbed().getLayer();
    facts.add(
        Fact.of(
            "Layer",
            layer.isEmpty()
                ? "unknown, " + Words.count(dimension, "number") + " per image"
                : "%s (%s), %s per image"
                    .formatted(layer, layerWords(layer), Words.count(dimension, "number"))));
    if (card.getProbed().getCheckpointStep() > 0) {
      facts.add(
          Fact.of("Checkpoint", "after step " + Words.count(card.getProbed().getCheckpointStep())));
    }
    if (!card.getProbed().getWeights().isEmpty()) {
      facts.add(Fact.of("Weights", "from elsewhere: " + card.getProbed().getWeights()));
    }
    if (!card.getProbed().getEncoderDigest().isEmpty()) {
      facts.add(Fact.code("Encoder digest", card.getProbed().getEncoderDigest()));
    }
    if (manifest.isEmpty()) {
      facts.add(Fact.of("Made by", "unknown: the embeddings came without a manifest"));
    }
    return facts;
  }

  private static String layerWords(String layer) {
    return switch (layer) {
      case "h" -> "the encoder's output, before the projector";
      case "z" -> "the projector's output";
      default -> "the pixels themselves";
    };
  }

  private static String encoder(EncoderArchitecture encoder) {
    String widths =
        encoder.getWidthsCount() == 0
            ? ""
            : ", widths "
                + String.join("-", encoder.getWidthsList().stream().map(String::valueOf).toList());
    return "%s, %s stem, %s%s"
        .formatted(
            encoder.getName(),
            encoder.getStem(),
            Words.count(encoder.getChannels(), "channel"),
            widths);
  }

  private static List<Fact> training(TrainingConfiguration made, ReportInput input) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Recipe", made.getRecipe()));
    facts.add(
        Fact.of(
            "Images",
            "%s with %s each, no labels"
                .formatted(
                    Words.count(made.getImages()), Words.count(made.getViewsPerImage(), "view"))));
    facts.add(
        Fact.of(
            "Length",
            "%s, %s of %s pairs"
                .formatted(
                    epochs(made.getEpochs()),
                    Words.count(
                        input.run().orElseThrow().manifest().orElseThrow().getSteps(), "step"),
                    Words.count(made.getBatchSize()))));
    facts.add(
        Fact.of(
            "Optimizer",
            "%s, peak learning rate %s, %sweight decay %s, %s of warm-up"
                .formatted(
                    made.getOptimizer().getName(),
                    Words.plain(made.getLearningRate()),
                    made.getOptimizer().hasMomentum()
                        ? "momentum " + Words.plain(made.getOptimizer().getMomentum()) + ", "
                        : "",
                    Words.plain(made.getOptimizer().getWeightDecay()),
                    epochs(made.getWarmUpEpochs()))));
    facts.add(
        Fact.of(
            "Loss",
            "%s, temperature %s"
                .formatted(
                    made.getLoss().getName(), Words.plain(made.getLoss().getTemperature()))));
    facts.add(Fact.of("Seed", Long.toString(made.getSeed())));
    stage(input, "train")
        .flatMap(Provenance::machine)
        .ifPresent(m -> facts.add(Fact.of("Took", m)));
    return facts;
  }

  private static String epochs(double epochs) {
    return Words.plain(epochs) + (epochs == 1 ? " epoch" : " epochs");
  }

  private static Optional<RunRecord> stage(ReportInput input, String name) {
    return input.stages().stream()
        .map(ReportInput.Stage::record)
        .filter(record -> record.getStage().equals(name))
        .findFirst();
  }

  private static Optional<String> machine(RunRecord record) {
    try {
      long seconds =
          Duration.between(Instant.parse(record.getStarted()), Instant.parse(record.getFinished()))
              .toSeconds();
      String time =
          seconds < 120
              ? Words.count(seconds, "second")
              : Words.decimal(seconds / 60.0, 1) + " minutes";
      String cpus = record.getEnvironmentOrDefault("cpus", "");
      return Optional.of(cpus.isEmpty() ? time : time + " on a machine of " + cpus + " CPUs");
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static List<Fact> views(ShardManifest manifest) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Data set", manifest.getDataset() + ", split " + manifest.getSplit()));
    facts.add(
        Fact.of(
            "Images",
            "%s of %s seen; %s per image in %s"
                .formatted(
                    Words.count(manifest.getRecords()),
                    Words.count(manifest.getImagesSeen()),
                    Words.count(manifest.getViewsPerImage(), "view"),
                    Words.count(manifest.getShardsCount(), "shard"))));
    facts.add(
        Fact.of(
            "Unusable images",
            deadLetters(manifest.getDeadLetters(), manifest.getDeadLettersByReasonMap())));
    facts.add(Fact.of("Recipe", ViewWords.recipe(manifest)));
    facts.add(Fact.of("Seed", Long.toString(manifest.getSeed())));
    if (!manifest.getRootDigest().isEmpty()) {
      facts.add(Fact.code("Digest of the shards", manifest.getRootDigest()));
    }
    return facts;
  }

  private static String deadLetters(long count, Map<String, Long> reasons) {
    if (count == 0) {
      return "none";
    }
    List<String> parts = new ArrayList<>();
    new java.util.TreeMap<>(reasons)
        .forEach((reason, n) -> parts.add(Words.count(n) + " " + reason));
    return Words.count(count)
        + (parts.isEmpty() ? "" : ": " + Words.list(parts))
        + " (listed in dead-letters.jsonl)";
  }

  private static List<Fact> images(EvaluationCard card) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Train", Words.count(card.getCounts().getTrain())));
    facts.add(Fact.of("Test", Words.count(card.getCounts().getTest())));
    facts.add(Fact.of("Without a label", Words.count(card.getCounts().getUnlabelled())));
    if (card.getCounts().getClasses() > 0) {
      facts.add(Fact.of("Classes", Words.count(card.getCounts().getClasses())));
    }
    facts.add(
        Fact.of(
            "Unusable",
            card.getCounts().getDeadLetters() == 0
                ? "none"
                : Words.count(card.getCounts().getDeadLetters())));
    return facts;
  }
}
