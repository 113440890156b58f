package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.Counts;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.Probed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Embeddings to figures. Everything that is drawn comes from the settings' seed: equal inputs give
 * equal results on one machine.
 *
 * <p>Without labels on both sides there is no probe; the card says why, and holds the label-free
 * figures alone. Rows that are not finite give no figures at all, but a failed check.
 */
public final class Evaluation {
  private static final int FORMAT_VERSION = 1;

  private final EvaluationInput input;
  private final ClassNames names;
  private final ProbeTask task;

  private Evaluation(EvaluationInput input) {
    this.input = input;
    this.names = ClassNames.of(input.train(), input.test());
    this.task =
        new ProbeTask(
            names.classesOf(input.train()),
            input.test().map(names::classesOf).orElse(new int[0]),
            names.count(),
            input.settings().seed());
  }

  /**
   * Evaluates.
   *
   * @throws IllegalArgumentException if train and test rows, of the embeddings or of a baseline,
   *     differ in dimension
   */
  public static EvaluationResult run(EvaluationInput input) {
    input.test().ifPresent(test -> requireSameDimension("embeddings", input.train(), test));
    input
        .baselines()
        .forEach(
            (name, splits) ->
                splits.forEach(split -> requireSameDimension(name, split.train(), split.test())));
    return new Evaluation(input).evaluate();
  }

  private static void requireSameDimension(String name, FeatureSet train, FeatureSet test) {
    int dimension = train.table().dimension();
    if (test.table().size() > 0 && test.table().dimension() != dimension) {
      throw new IllegalArgumentException(
          "features of a test row must be as many as of a train row (%d), but was: %d (%s)"
              .formatted(dimension, test.table().dimension(), name));
    }
  }

  private EvaluationResult evaluate() {
    EvaluationCard.Builder card =
        EvaluationCard.newBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setCounts(counts())
            .setProbed(probed())
            .addAllLabelNames(names.names());
    input.progress().accept("checking the embeddings");
    card.addAllIntegrity(IntegrityChecks.of(input, names));
    Optional<String> obstacle = notFinite();
    if (obstacle.isPresent()) {
      card.setNoProbeReason(obstacle.get());
      return new EvaluationResult(card.build(), List.of(), List.of(), "", List.of());
    }
    List<TestPrediction> predictions = addLabelledFigures(card);
    input.progress().accept("measuring spread and collapse");
    card.setLabelFree(
        LabelFree.measure(
            shown(),
            input.viewEmbeddings().filter(views -> views.notFinite().length == 0),
            input.settings().seed()));
    Gallery gallery = new Gallery(input, task);
    input.progress().accept("drawing the map of embeddings");
    return new EvaluationResult(
        card.build(), predictions, gallery.map(), gallery.mapMethod(), gallery.neighbours());
  }

  private FeatureTable shown() {
    return input
        .test()
        .map(FeatureSet::table)
        .filter(table -> table.size() > 0)
        .orElse(input.train().table());
  }

  private List<TestPrediction> addLabelledFigures(EvaluationCard.Builder card) {
    Optional<String> reason = noProbeReason();
    if (reason.isPresent()) {
      card.setNoProbeReason(reason.get());
      return List.of();
    }
    LabelledFigures figures = new LabelledFigures(input, task);
    figures.writeTo(card);
    card.addIntegrity(
        LabelChecks.constantPredictor(
            task.bankClasses(), task.truth(), figures.confusion(), names.names()));
    return figures.predictions();
  }

  private Optional<String> notFinite() {
    int train = input.train().table().notFinite().length;
    int test = input.test().map(set -> set.table().notFinite().length).orElse(0);
    return train + test == 0
        ? Optional.empty()
        : Optional.of(
            "%d train and %d test rows hold NaN or infinite numbers".formatted(train, test));
  }

  private Optional<String> noProbeReason() {
    if (task.bankClasses().length == 0) {
      return Optional.of("the train images have no labels");
    }
    if (input.test().isEmpty()) {
      return Optional.of("no test images were given");
    }
    if (task.truth().length == 0) {
      return Optional.of("the test images have no labels");
    }
    if (task.learnable() < 2) {
      return Optional.of("the labelled train images are all of one class");
    }
    return Optional.empty();
  }

  private Counts counts() {
    int train = input.train().table().size();
    int test = input.test().map(set -> set.table().size()).orElse(0);
    long deadLetters =
        Stream.of(Optional.of(input.train()), input.test())
            .flatMap(Optional::stream)
            .flatMap(set -> set.manifest().stream())
            .mapToLong(EmbeddingManifest::getDeadLetters)
            .sum();
    return Counts.newBuilder()
        .setTrain(train)
        .setTest(test)
        .setClasses(names.count())
        .setUnlabelled(train + test - task.bankClasses().length - task.truth().length)
        .setDeadLetters(deadLetters)
        .build();
  }

  private Probed probed() {
    Probed.Builder probed = Probed.newBuilder().setDimension(input.train().table().dimension());
    input
        .train()
        .manifest()
        .ifPresent(
            manifest ->
                probed
                    .setLayer(manifest.getLayer())
                    .setFeatures(manifest.getFeatures())
                    .setEncoder(manifest.getEncoder().getName())
                    .setCheckpointStep(manifest.getCheckpointStep())
                    .setWeights(manifest.getWeights())
                    .setEncoderDigest(manifest.getEncoderDigestAfter()));
    return probed.build();
  }
}
