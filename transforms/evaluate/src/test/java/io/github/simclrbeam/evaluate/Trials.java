package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.List;
import java.util.function.UnaryOperator;

/** A sound evaluation, and the same with one thing broken. */
final class Trials {
  static final List<String> NAMES = List.of("bag", "boot", "coat");
  static final RunFacts RUN = new RunFacts(500, "encoder-digest", "norm-digest");

  private Trials() {}

  static EvaluationInput sound() {
    return of(train(), test());
  }

  static EvaluationInput of(FeatureSet train, FeatureSet test) {
    return EvaluationInput.of(train, test)
        .withRun(RUN)
        .withSettings(new EvaluationSettings(1, List.of(5), 2, 100, 40, 4, 3));
  }

  static FeatureTable trainTable() {
    return Clusters.of("train", 60, 3, 8, 0.5, 11);
  }

  static FeatureTable testTable() {
    return Clusters.of("test", 30, 3, 8, 0.5, 11);
  }

  static FeatureSet train() {
    return FeatureSet.of(trainTable(), manifest(60).build());
  }

  static FeatureSet test() {
    return FeatureSet.of(testTable(), manifest(30).build());
  }

  static FeatureSet test(UnaryOperator<EmbeddingManifest.Builder> change) {
    return FeatureSet.of(testTable(), change.apply(manifest(30)).build());
  }

  static EmbeddingManifest.Builder manifest(int records) {
    return EmbeddingManifest.newBuilder()
        .setFormatVersion(1)
        .setRecords(records)
        .setImagesSeen(records + 2)
        .setDeadLetters(2)
        .setDimension(8)
        .setFeatures("encoder")
        .setLayer("h")
        .setRow("image")
        .addAllLabelNames(NAMES)
        .setEncoder(EncoderArchitecture.newBuilder().setName("resnet-tiny").setDimension(8))
        .setEncoderDigestBefore("encoder-digest")
        .setEncoderDigestAfter("encoder-digest")
        .setBatchNormDigestBefore("norm-digest")
        .setBatchNormDigestAfter("norm-digest")
        .setCheckpointStep(500);
  }

  /** Pixels of the same images, as a baseline. */
  static FeatureSplit pixels() {
    return new FeatureSplit(
        pixelSet(Clusters.of("train", 60, 3, 5, 2, 21)),
        pixelSet(Clusters.of("test", 30, 3, 5, 2, 21)));
  }

  static FeatureSet pixelSet(FeatureTable table) {
    return FeatureSet.of(
        table,
        EmbeddingManifest.newBuilder()
            .setRecords(table.size())
            .setImagesSeen(table.size())
            .setDimension(table.dimension())
            .setFeatures("pixels")
            .setLayer("pixels")
            .addAllLabelNames(NAMES)
            .build());
  }

  /** An untrained encoder's rows of the same images, as a baseline. */
  static FeatureSplit untrained(long seed) {
    return new FeatureSplit(
        untrainedSet(Clusters.of("train", 60, 3, 6, 1.5, seed), seed),
        untrainedSet(Clusters.of("test", 30, 3, 6, 1.5, seed), seed));
  }

  private static FeatureSet untrainedSet(FeatureTable table, long seed) {
    return FeatureSet.of(
        table,
        manifest(table.size())
            .setFeatures("untrained")
            .setDimension(6)
            .setCheckpointStep(0)
            .setEncoderDigestBefore("untrained-" + seed)
            .setEncoderDigestAfter("untrained-" + seed)
            .build());
  }
}
