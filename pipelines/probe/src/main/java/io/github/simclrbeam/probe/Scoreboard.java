package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.Baseline;
import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of top-1 figures; for the page's template. */
record Scoreboard(String whiskers, List<Column> columns, List<Row> rows) {
  record Column(String name, String style, String detail) {}

  record Cell(String name, String value, String range, boolean best) {}

  record Row(String labels, String detail, String verdict, String level, List<Cell> cells) {}

  static Scoreboard of(EvaluationCard card) {
    Comparison comparison = Comparison.of(card);
    List<Row> rows = new ArrayList<>();
    comparison.settings().forEach(setting -> rows.add(row(card, comparison, setting)));
    if (card.hasKnn()) {
      rows.add(knn(card, comparison));
    }
    return new Scoreboard(
        whiskers(comparison),
        comparison.series().stream().map(series -> column(card, series)).toList(),
        rows);
  }

  private static Column column(EvaluationCard card, Series series) {
    int dimension =
        series.equals(Series.EMBEDDINGS)
            ? card.getProbed().getDimension()
            : card.getBaselinesOrThrow(series.key()).getDimension();
    return new Column(
        series.title(), series.style(), dimension > 0 ? Words.count(dimension, "number") : "");
  }

  private static Row row(EvaluationCard card, Comparison comparison, Setting setting) {
    double best = setting.scores().values().stream().mapToDouble(Score::top1).max().orElseThrow();
    List<Cell> cells = new ArrayList<>();
    for (Series series : comparison.series()) {
      Score score = setting.scores().get(series);
      cells.add(
          score == null
              ? new Cell(series.title(), "not measured", "", false)
              : new Cell(
                  series.title(),
                  Words.percent(score.top1()),
                  range(setting, score),
                  score.top1() == best));
    }
    String labels =
        setting.all() ? "All labels" : Words.count(Math.round(setting.perClass())) + " per class";
    String detail =
        Words.count(setting.labels())
            + " labels"
            + (setting.all() || card.getCounts().getClasses() == 0 ? "" : " in all");
    return new Row(labels, detail, verdict(setting), level(setting), cells);
  }

  private static String range(Setting setting, Score score) {
    if (!score.hasRange()) {
      return "";
    }
    return setting.all()
        ? score.range()
        : "\u00b1 " + Words.decimal(100 * (score.high() - score.top1()), 1);
  }

  private static String verdict(Setting setting) {
    return switch (setting.outcome()) {
      case NO_BASELINE -> "no baseline given";
      case AHEAD -> "ahead by " + Words.points(setting.margin());
      case TOO_CLOSE -> "ahead by " + Words.points(setting.margin()) + ": too close to call";
      case NOT_BEATEN ->
          "not beaten: %s %s %s"
              .formatted(
                  setting.strongest().orElseThrow().title(),
                  setting.strongest().orElseThrow().plural("is", "are"),
                  setting.margin() == 0 ? "equal" : "ahead by " + Words.points(setting.margin()));
    };
  }

  private static String level(Setting setting) {
    return switch (setting.outcome()) {
      case NO_BASELINE -> "plain";
      case AHEAD -> "good";
      case TOO_CLOSE -> "warn";
      case NOT_BEATEN -> "bad";
    };
  }

  /** The vote of the nearest neighbours, as if it were one more number of labels. */
  private static Row knn(EvaluationCard card, Comparison comparison) {
    Map<Series, Score> scores = new LinkedHashMap<>();
    for (Series series : comparison.series()) {
      if (series.equals(Series.EMBEDDINGS)) {
        scores.put(series, ownKnn(card));
      } else if (card.getBaselinesOrThrow(series.key()).getKnnTop1() > 0) {
        scores.put(series, Score.of(card.getBaselinesOrThrow(series.key()).getKnnTop1()));
      }
    }
    Setting all = comparison.withAllLabels();
    Setting vote = new Setting(all.perClass(), all.labels(), true, 1, scores);
    Row row = row(card, comparison, vote);
    return new Row(
        "All labels, no classifier",
        "vote of the nearest neighbours",
        row.verdict(),
        row.level(),
        row.cells());
  }

  private static Score ownKnn(EvaluationCard card) {
    return new Score(
        card.getKnn().getTop1(), card.getKnn().getIntervalLow(), card.getKnn().getIntervalHigh());
  }

  private static String whiskers(Comparison comparison) {
    Setting all = comparison.withAllLabels();
    List<String> parts = new ArrayList<>();
    parts.add("Share of test images classified correctly.");
    if (comparison.hasFewLabels()) {
      parts.add(
          "With few labels: mean and standard deviation over "
              + Words.count(comparison.withFewestLabels().draws(), "draw")
              + ".");
    }
    parts.add("With all labels: 95% bootstrap interval of the embeddings.");
    boolean seeds =
        all.scores().entrySet().stream()
            .anyMatch(e -> !e.getKey().equals(Series.EMBEDDINGS) && e.getValue().hasRange());
    if (seeds) {
      parts.add("Baselines of several seeds: mean, lowest and highest.");
    }
    return String.join(" ", parts);
  }

  /** Returns how many seeds a baseline is the mean of, in words for the protocol. */
  static String seeds(Baseline baseline) {
    return baseline.getSeeds() > 1
        ? "mean of %s, from %s to %s"
            .formatted(
                Words.count(baseline.getSeeds(), "seed"),
                Words.percent(baseline.getLowest()),
                Words.percent(baseline.getHighest()))
        : "one output";
  }
}
