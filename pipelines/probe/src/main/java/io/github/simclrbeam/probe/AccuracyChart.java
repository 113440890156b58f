package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.List;

/** The data of the chart of top-1 by number of labels; field names are read by accuracy.js. */
record AccuracyChart(String label, List<Double> x, List<String> ticks, List<Line> series) {
  record Point(double x, double top1, double low, double high, String text) {}

  record Line(String name, String style, boolean main, List<Point> points) {}

  static AccuracyChart of(EvaluationCard card) {
    Comparison comparison = Comparison.of(card);
    List<Line> lines = new ArrayList<>();
    for (Series series : comparison.series()) {
      List<Point> points = new ArrayList<>();
      for (Setting setting : comparison.settings()) {
        Score score = setting.scores().get(series);
        if (score != null) {
          points.add(point(setting, score));
        }
      }
      lines.add(new Line(series.title(), series.style(), series.equals(Series.EMBEDDINGS), points));
    }
    return new AccuracyChart(
        "Top-1 accuracy by labels per class: " + lines.stream().map(AccuracyChart::words).toList(),
        comparison.settings().stream().map(Setting::perClass).toList(),
        comparison.settings().stream().map(AccuracyChart::tick).toList(),
        lines);
  }

  private static Point point(Setting setting, Score score) {
    String range = score.hasRange() ? "\nrange " + score.range() : "";
    return new Point(
        setting.perClass(),
        score.top1(),
        score.low(),
        score.high(),
        Words.percent(score.top1()) + " with " + setting.title() + range);
  }

  private static String tick(Setting setting) {
    String number = Words.count(Math.round(setting.perClass()));
    return setting.all() ? "all (" + number + ")" : number;
  }

  private static String words(Line line) {
    return line.name() + " " + line.points().stream().map(p -> Words.percent(p.top1())).toList();
  }
}
