package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * What one way of making features is worth: everything that needs labels, through the same code for
 * embeddings and baselines.
 *
 * @param fit of the linear probe on all labelled train images
 * @param predictions of that probe for the labelled test images
 * @param top1 of that probe
 * @param votes of the nearest neighbours for the labelled test images, one array for each setting
 * @param fewLabels top-1 of each draw, one array for each few-label setting
 */
record SplitFigures(
    ProbeFit fit,
    Predictions predictions,
    double top1,
    List<int[]> votes,
    List<double[]> fewLabels) {

  /** Of the vote; the first setting is the headline. */
  static final List<KnnVote> VOTES = List.of(new KnnVote(20, 0.1), new KnnVote(200, 0.1));

  /**
   * Computes all figures.
   *
   * @param train features of all train images, in the order of the task
   * @param test features of the labelled test images, in the order of the task
   */
  static SplitFigures of(
      FeatureTable train, FeatureTable test, ProbeTask task, List<FewLabelProbe> fewLabels) {
    Standardization standardization = Standardization.fit(train);
    try (Matrix rows =
        Matrix.standardized(test, SeededOrder.indices(test.size()), standardization)) {
      LinearProbe probe = LinearProbe.fit(train, task.trainClasses(), standardization, task.seed());
      Predictions predictions = probe.predict(rows);
      List<double[]> few = new ArrayList<>();
      for (FewLabelProbe setting : fewLabels) {
        few.add(setting.top1(train, standardization, rows, task.truth()));
      }
      return new SplitFigures(
          probe.fit(),
          predictions,
          task.accuracy(predictions.classes()),
          votes(train, test, task, standardization),
          few);
    }
  }

  private static List<int[]> votes(
      FeatureTable train, FeatureTable test, ProbeTask task, Standardization standardization) {
    FeatureTable bank = train.select(task.labelledTrainRows());
    try (UnitRows bankRows = UnitRows.of(bank, standardization);
        UnitRows queries = UnitRows.of(test, standardization)) {
      return votes(queries, bankRows, task);
    }
  }

  /** The votes without standardization. */
  static List<int[]> rawVotes(FeatureTable train, FeatureTable test, ProbeTask task) {
    try (UnitRows bank = UnitRows.of(train.select(task.labelledTrainRows()));
        UnitRows queries = UnitRows.of(test)) {
      return votes(queries, bank, task);
    }
  }

  private static List<int[]> votes(UnitRows queries, UnitRows bank, ProbeTask task) {
    int most = VOTES.stream().mapToInt(KnnVote::k).max().orElseThrow();
    NearestNeighbours neighbours = NearestNeighbours.search(queries, bank, most);
    List<int[]> votes = new ArrayList<>();
    for (KnnVote vote : VOTES) {
      votes.add(vote.classes(neighbours, task.bankClasses(), task.classCount()));
    }
    return votes;
  }
}
