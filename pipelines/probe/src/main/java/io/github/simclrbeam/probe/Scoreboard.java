package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.Baseline;
import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.List;

/** The table of top-1 figures; for the page's template. */
record Scoreboard(String whiskers, List<Column> columns, List<Row> rows, List<KnnRow> knn) {
  record Column(String name, String style, String detail) {}

  record Cell(String value, String range, boolean best) {}

  record Row(String labels, String detail, String verdict, String level, List<Cell> cells) {}

  record KnnRow(List<Cell> cells) {}

  static Scoreboard of(EvaluationCard card) {
    Comparison comparison = Comparison.of(card);
    return new Scoreboard(
        whiskers(comparison),
        comparison.series().stream().map(series -> column(card, series)).toList(),
        comparison.settings().stream().map(setting -> row(card, comparison, setting)).toList(),
        card.hasKnn() ? List.of(knn(card, comparison)) : List.of());
  }

  private static Column column(EvaluationCard card, Series series) {
    int dimension =
        series.equals(Series.EMBEDDINGS)
            ? card.getProbed().getDimension()
            : card.getBaselinesOrThrow(series.key()).getDimension();
    return new Column(
        series.title(),
        series.style(),
        dimension > 0 ? Words.count(dimension, "number") + " per image" : "");
  }

  private static Row row(EvaluationCard card, Comparison comparison, Setting setting) {
    double best =
        setting.scores().values().stream().mapToDouble(Score::top1).max().orElseThrow();
    List<Cell> cells = new ArrayList<>();
    for (Series series : comparison.series()) {
      Score score = setting.scores().get(series);
      cells.add(
          score == null
              ? new Cell("not given", "", false)
              : new Cell(Words.percent(score.top1()), range(setting, score), score.top1() == best));
    }
    String labels =
        setting.all()
            ? "All labels"
            : Words.count(Math.round(setting.perClass())) + " per class";
    String detail =
        Words.count(setting.labels()) + " labels" + (setting.all() || card.getCounts().getClasses() == 0 ? "" : " in all");
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
          setting.strongest().orElseThrow().title()
              + " not beaten: "
              + (setting.margin() == 0 ? "equal" : "behind by " + Words.points(setting.margin()));
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

  private static KnnRow knn(EvaluationCard card, Comparison comparison) {
    List<Double> values = new ArrayList<>();
    for (Series series : comparison.series()) {
      values.add(
          series.equals(Series.EMBEDDINGS)
              ? card.getKnn().getTop1()
              : card.getBaselinesOrThrow(series.key()).getKnnTop1());
    }
    double best = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      String range = i > 0 ? "" : ownKnn(card).range();
      cells.add(new Cell(value > 0 ? Words.percent(value) : "not measured", range, value == best));
    }
    return new KnnRow(cells);
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
