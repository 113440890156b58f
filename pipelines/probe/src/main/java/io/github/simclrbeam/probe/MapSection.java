package io.github.simclrbeam.probe;

import io.github.simclrbeam.evaluate.MapPoint;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The 2-D map: words, and the data of map.js. */
record MapSection(String explain, String caption, Chart chart) {
  private static final int CELL = 32;
  private static final int DISPLAY = 84;

  /** Pictures of files are decoded one by one; those of IDX files are only copied. */
  private static final int MOST_FILES = 600;

  /** As many as map.js has colours for. */
  private static final int MOST_COLOURS = 12;

  /** Which sheet the pictures are cells of. */
  record Sheet(String name, int columns, int size) {}

  /**
   * The points, column by column.
   *
   * @param pictures the cell of each point's picture in the sheet, or -1
   * @param sheet null when there is no picture
   */
  record Chart(
      String label,
      List<String> names,
      List<Double> x,
      List<Double> y,
      List<Integer> labels,
      List<String> ids,
      List<Integer> pictures,
      Sheet sheet) {}

  /** A section and the style rules of its sheet. */
  record Made(MapSection section, String css) {}

  static Made of(
      EvaluationCard card,
      List<MapPoint> points,
      String method,
      EmbeddedImages images,
      PictureSource pictures) {
    List<ImageAt> places = new ArrayList<>();
    points.forEach(point -> places.add(images.at(point.id()).orElse(null)));
    List<ImageAt> wanted = places.stream().filter(Objects::nonNull).toList();
    int most = wanted.stream().anyMatch(MapSection::isFile) ? MOST_FILES : wanted.size();
    Map<ImageAt, Pixels> found = new LinkedHashMap<>();
    if (!wanted.isEmpty() && pictures.read(wanted.get(0)).isPresent()) {
      found.putAll(pictures.read(wanted.subList(0, Math.min(most, wanted.size()))));
    }
    PictureSheet<ImageAt> sheet =
        new PictureSheet<>("sheet-map", found, PictureSheet.Fit.SQUARE, CELL, DISPLAY);
    boolean labelled = points.stream().anyMatch(point -> point.label() >= 0);
    Chart chart =
        new Chart(
            "Map of " + Words.count(points.size(), "embedding"),
            labelled ? List.copyOf(card.getLabelNamesList()) : List.of(),
            points.stream().map(point -> rounded(point.x())).toList(),
            points.stream().map(point -> rounded(point.y())).toList(),
            points.stream().map(MapPoint::label).toList(),
            points.stream().map(MapPoint::id).toList(),
            places.stream().map(place -> place == null ? -1 : sheet.place(place)).toList(),
            sheet.isEmpty() ? null : new Sheet(sheet.name(), sheet.columns(), sheet.display()));
    return new Made(
        new MapSection(
            explain(labelled, card.getLabelNamesCount()), caption(points, method), chart),
        sheet.css());
  }

  private static boolean isFile(ImageAt image) {
    return !image.id().matches(".*#\\d+");
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e3) / 1e3;
  }

  private static String explain(boolean labelled, int classes) {
    if (!labelled) {
      return "Images that the encoder holds for alike lie close together. Point at one to see which it is.";
    }
    return "Each dot is an image; images that the encoder holds for alike lie close together. "
        + (classes <= MOST_COLOURS
            ? "Colours are the true classes, which the encoder never saw. "
            : "Choose a class to see where its images lie; the encoder never saw the classes. ")
        + "Point at a dot to see the image.";
  }

  private static String caption(List<MapPoint> points, String method) {
    return "%s. %s Only nearness means something; the axes have no unit."
        .formatted(Words.count(points.size(), "image"), method.isEmpty() ? "" : method + ".");
  }
}
