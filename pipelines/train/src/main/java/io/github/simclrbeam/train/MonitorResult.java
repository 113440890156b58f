package io.github.simclrbeam.train;

import io.github.simclrbeam.evaluate.FeatureTable;
import io.github.simclrbeam.evaluate.UnsplitFigures;
import io.github.simclrbeam.proto.LabelFree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a look at an encoder found. Nothing of the machine or the time.
 *
 * @param steps updates that the weights have had
 * @param epochs that were done
 * @param images looked at
 * @param figures absent when a feature is not finite
 * @param health what the figures say
 */
record MonitorResult(
    long steps, long epochs, int images, Optional<UnsplitFigures> figures, Health health) {

  /**
   * Measures features.
   *
   * @param rows of the images' first views
   * @param pairs of two views of each image, for the alignment
   * @param seed of the choice of rows for the uniformity
   */
  static MonitorResult of(
      long steps, long epochs, FeatureTable rows, Optional<FeatureTable> pairs, long seed) {
    if (!rows.isFinite() || !pairs.map(FeatureTable::isFinite).orElse(true)) {
      return new MonitorResult(steps, epochs, rows.size(), Optional.empty(), Health.notFinite());
    }
    UnsplitFigures figures = UnsplitFigures.measure(rows, pairs, seed);
    return new MonitorResult(
        steps, epochs, rows.size(), Optional.of(figures), Health.of(figures.labelFree()));
  }

  /**
   * Returns the figures by name, in their order, of those that there are: knnTop1 [0, 1], rankMe
   * [1, dimension], spread [0, 1], uniformity [-8, 0], alignment [0, 4].
   */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    figures.ifPresent(
        found -> {
          LabelFree labelFree = found.labelFree();
          found.knnTop1().ifPresent(top1 -> numbers.put("knnTop1", top1));
          numbers.put("rankMe", labelFree.getRankMe());
          numbers.put("spread", Health.spread(labelFree));
          numbers.put("uniformity", labelFree.getUniformity());
          if (labelFree.hasAlignment()) {
            numbers.put("alignment", labelFree.getAlignment());
          }
        });
    return numbers;
  }

  /** Returns a line of monitor.jsonl, without a line feed; numbers have 6 significant digits. */
  String line() {
    StringJoiner line = new StringJoiner(",", "{", "}");
    line.add("\"step\":" + steps).add("\"epoch\":" + epochs).add("\"images\":" + images);
    figures.ifPresent(found -> line.add("\"dimension\":" + found.labelFree().getDimension()));
    numbers().forEach((name, value) -> line.add("\"%s\":%s".formatted(name, Decimal.six(value))));
    figures
        .filter(found -> found.knnTop1().isPresent())
        .ifPresent(
            found ->
                line.add("\"knnImages\":" + found.knnRows())
                    .add("\"knnProtocol\":\"" + UnsplitFigures.KNN_PROTOCOL + "\""));
    return line.add("\"verdict\":\"" + health.verdict() + "\"").toString();
  }

  /** Returns a line for a person. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    figures.ifPresent(
        found -> {
          found
              .knnTop1()
              .ifPresent(
                  top1 ->
                      text.add(
                          format(
                              "kNN top-1 %.1f %% (%s over %,d images)",
                              100 * top1, UnsplitFigures.KNN_PROTOCOL, found.knnRows())));
          LabelFree labelFree = found.labelFree();
          text.add(format("RankMe %.1f of %d", labelFree.getRankMe(), labelFree.getDimension()));
          text.add(format("spread %.3f", Health.spread(labelFree)));
          text.add(format("uniformity %.2f", labelFree.getUniformity()));
          if (labelFree.hasAlignment()) {
            text.add(format("alignment %.3f", labelFree.getAlignment()));
          }
        });
    return format(
        "monitor, epoch %d: %s%s%s", epochs, health, text.length() == 0 ? "" : "; ", text);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
