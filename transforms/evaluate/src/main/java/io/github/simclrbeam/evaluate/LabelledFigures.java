package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.FewLabels;
import io.github.simclrbeam.proto.Knn;
import io.github.simclrbeam.proto.KnnSetting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a card that needs labels: linear probe, kNN, baselines and few labels, on the same
 * images.
 */
final class LabelledFigures {
  private final EvaluationInput input;
  private final ProbeTask task;
  private final FeatureTable test;
  private final List<FewLabelProbe> fewLabels = new ArrayList<>();
  private final List<Integer> perClass = new ArrayList<>();
  private final SplitFigures embeddings;
  private final ConfusionMatrix confusion;

  /** Computes the figures of the embeddings. */
  LabelledFigures(EvaluationInput input, ProbeTask task) {
    this.input = input;
    this.task = task;
    FeatureTable train = input.train().table();
    this.test = input.test().orElseThrow().table().select(task.labelledTestRows());
    for (int labels : input.settings().labelsPerClass()) {
      if (FewLabelProbe.possible(task.trainClasses(), labels)) {
        int draws = input.settings().draws();
        fewLabels.add(
            new FewLabelProbe(train.ids(), task.trainClasses(), labels, draws, task.seed()));
        perClass.add(labels);
      }
    }
    announce("embeddings", train.dimension());
    this.embeddings = SplitFigures.of(train, test, task, fewLabels);
    this.confusion =
        ConfusionMatrix.of(task.truth(), embeddings.predictions().classes(), task.classCount());
  }

  private void announce(String name, int dimension) {
    input
        .progress()
        .accept(
            "probing %s: %d train and %d test images, %d features"
                .formatted(name, task.bankClasses().length, test.size(), dimension));
  }

  ConfusionMatrix confusion() {
    return confusion;
  }

  /** Writes all figures; computes those of the baselines. */
  void writeTo(EvaluationCard.Builder card) {
    card.setLinearProbe(linearProbe()).setKnn(knn()).addAllConfusion(confusion.rows());
    Map<String, BaselineFigures> baselines = new LinkedHashMap<>();
    input
        .baselines()
        .forEach(
            (name, splits) -> {
              announce(name, splits.get(0).train().table().dimension());
              BaselineFigures.of(splits, input, task, fewLabels)
                  .ifPresent(figures -> baselines.put(name, figures));
            });
    baselines.forEach((name, figures) -> card.putBaselines(name, figures.message(task)));
    for (int i = 0; i < perClass.size(); i++) {
      card.addFewLabels(fewLabels(i, baselines));
    }
  }

  private io.github.simclrbeam.proto.LinearProbe linearProbe() {
    Interval interval = interval(embeddings.predictions().classes());
    return io.github.simclrbeam.proto.LinearProbe.newBuilder()
        .setTop1(confusion.accuracy())
        .setIntervalLow(interval.low())
        .setIntervalHigh(interval.high())
        .setProtocol(LinearProbe.PROTOCOL)
        .setL2(embeddings.fit().l2())
        .setIterations(embeddings.fit().iterations())
        .setConverged(embeddings.fit().converged())
        .build();
  }

  private Knn knn() {
    Interval interval = interval(embeddings.votes().get(0));
    Knn.Builder knn =
        Knn.newBuilder()
            .setTop1(task.accuracy(embeddings.votes().get(0)))
            .setIntervalLow(interval.low())
            .setIntervalHigh(interval.high())
            .setProtocol(protocol());
    List<int[]> raw = SplitFigures.rawVotes(input.train().table(), test, task);
    addSettings(knn, embeddings.votes(), "standardized");
    addSettings(knn, raw, "raw");
    return knn.build();
  }

  private static String protocol() {
    KnnVote first = SplitFigures.VOTES.get(0);
    return "kNN, cosine, k=%d, T=%s, votes weighted by exp(similarity / T), features standardized on train"
        .formatted(first.k(), first.temperature());
  }

  private void addSettings(Knn.Builder knn, List<int[]> votes, String rows) {
    for (int i = 0; i < votes.size(); i++) {
      KnnVote vote = SplitFigures.VOTES.get(i);
      knn.addSettings(
          KnnSetting.newBuilder()
              .setK(vote.k())
              .setTemperature(vote.temperature())
              .setTop1(task.accuracy(votes.get(i)))
              .setRows(rows));
    }
  }

  private Interval interval(int[] answers) {
    int[] truth = task.truth();
    boolean[] correct = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      correct[i] = truth[i] == answers[i];
    }
    return Bootstrap.interval(correct, input.settings().resamples(), task.seed());
  }

  private FewLabels fewLabels(int setting, Map<String, BaselineFigures> baselines) {
    FewLabels.Builder message =
        FewLabels.newBuilder()
            .setLabelsPerClass(perClass.get(setting))
            .setDraws(input.settings().draws());
    addFewLabels(message, "embeddings", embeddings.fewLabels().get(setting));
    baselines.forEach((name, figures) -> addFewLabels(message, name, figures.fewLabels(setting)));
    return message.build();
  }

  private static void addFewLabels(FewLabels.Builder message, String name, double[] top1) {
    Spread spread = Spread.of(top1);
    message.putTop1(name, spread.mean()).putDeviation(name, spread.deviation());
  }

  /** The linear probe's answer for each labelled test image. */
  List<TestPrediction> predictions() {
    int[] truth = task.truth();
    List<TestPrediction> predictions = new ArrayList<>(truth.length);
    for (int i = 0; i < truth.length; i++) {
      predictions.add(
          new TestPrediction(
              test.id(i),
              truth[i],
              embeddings.predictions().classes()[i],
              embeddings.predictions().probabilities()[i]));
    }
    return predictions;
  }
}
