package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.Baseline;
import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.FewLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The card's top-1 figures by number of labels and kind of features.
 *
 * @param series the embeddings first, then pixels, random encoder and others by name
 * @param settings by rising number of labels; the last uses all
 */
record Comparison(List<Series> series, List<Setting> settings) {

  /** Takes the figures from a card that has a linear probe. */
  static Comparison of(EvaluationCard card) {
    List<Series> series = new ArrayList<>(List.of(Series.EMBEDDINGS));
    for (Series known : Series.TO_BEAT) {
      if (card.containsBaselines(known.key())) {
        series.add(known);
      }
    }
    for (String name : new TreeSet<>(card.getBaselinesMap().keySet())) {
      if (!series.contains(new Series(name))) {
        series.add(new Series(name));
      }
    }
    List<Setting> settings = new ArrayList<>();
    for (FewLabels few : card.getFewLabelsList()) {
      if (few.containsTop1(Series.EMBEDDINGS.key())) {
        settings.add(few(card, few, series));
      }
    }
    settings.sort(Comparator.comparingDouble(Setting::perClass));
    settings.add(all(card, series));
    return new Comparison(List.copyOf(series), List.copyOf(settings));
  }

  Setting withAllLabels() {
    return settings.get(settings.size() - 1);
  }

  Setting withFewestLabels() {
    return settings.get(0);
  }

  boolean hasFewLabels() {
    return settings.size() > 1;
  }

  /**
   * The card counts unlabelled images of both sides together; the confusion holds the labelled test
   * ones.
   */
  static long labelledTrain(EvaluationCard card) {
    long labelledTest =
        card.getConfusionList().stream()
            .flatMap(row -> row.getPredictedList().stream())
            .mapToLong(Long::longValue)
            .sum();
    return card.getCounts().getTrain()
        + card.getCounts().getTest()
        - card.getCounts().getUnlabelled()
        - labelledTest;
  }

  private static Setting few(EvaluationCard card, FewLabels few, List<Series> series) {
    Map<Series, Score> scores = new LinkedHashMap<>();
    for (Series one : series) {
      if (few.containsTop1(one.key())) {
        double top1 = few.getTop1OrThrow(one.key());
        double deviation = few.getDeviationOrDefault(one.key(), 0);
        scores.put(one, new Score(top1, top1 - deviation, top1 + deviation));
      }
    }
    long labels = (long) few.getLabelsPerClass() * card.getCounts().getClasses();
    return new Setting(few.getLabelsPerClass(), labels, false, few.getDraws(), scores);
  }

  private static Setting all(EvaluationCard card, List<Series> series) {
    Map<Series, Score> scores = new LinkedHashMap<>();
    scores.put(
        Series.EMBEDDINGS,
        new Score(
            card.getLinearProbe().getTop1(),
            card.getLinearProbe().getIntervalLow(),
            card.getLinearProbe().getIntervalHigh()));
    for (Series one : series.subList(1, series.size())) {
      Baseline baseline = card.getBaselinesOrThrow(one.key());
      scores.put(
          one,
          baseline.getSeeds() > 1
              ? new Score(baseline.getTop1(), baseline.getLowest(), baseline.getHighest())
              : Score.of(baseline.getTop1()));
    }
    long labels = labelledTrain(card);
    double perClass = (double) labels / Math.max(1, card.getCounts().getClasses());
    return new Setting(perClass, labels, true, 1, scores);
  }
}
