package io.github.simclrbeam.probe;

import io.github.simclrbeam.evaluate.ImageNeighbours;
import io.github.simclrbeam.evaluate.Neighbour;
import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some images and those nearest to them, with pictures; for the page's template. */
record NeighbourSection(String explain, String sheet, List<Row> rows, List<String> summary) {
  private static final int CELL = 96;
  private static final int DISPLAY = 84;
  private static final int MOST = 8;

  /**
   * A near image.
   *
   * @param mark "right" or "wrong" by label; empty when a label is unknown
   */
  record Found(Picture picture, String name, String title, String similarity, String mark) {}

  record Row(Picture picture, String name, String title, List<Found> found) {}

  /** A section and the style rules of its sheet. */
  record Made(NeighbourSection section, String css) {}

  /**
   * Makes the section and its sheet of pictures.
   *
   * @param test where the images stand whose neighbours are shown; absent when those are train's
   * @param bank where the neighbours stand: train
   */
  static Made of(
      EvaluationCard card,
      List<ImageNeighbours> rows,
      Optional<EmbeddedImages> test,
      EmbeddedImages bank,
      PictureSource pictures) {
    EmbeddedImages queries = test.orElse(bank);
    List<ImageAt> wanted = new ArrayList<>();
    for (ImageNeighbours row : rows) {
      queries.at(row.id()).ifPresent(wanted::add);
      shown(row).forEach(neighbour -> bank.at(neighbour.id()).ifPresent(wanted::add));
    }
    PictureSheet<ImageAt> sheet =
        new PictureSheet<>(
            "sheet-near", pictures.read(wanted), PictureSheet.Fit.SQUARE, CELL, DISPLAY);
    List<Row> made = rows.stream().map(row -> row(card, row, queries, bank, sheet)).toList();
    return new Made(
        new NeighbourSection(explain(card, test.isPresent()), sheet.name(), made, summary(rows)),
        sheet.css());
  }

  private static Row row(
      EvaluationCard card,
      ImageNeighbours row,
      EmbeddedImages queries,
      EmbeddedImages bank,
      PictureSheet<ImageAt> sheet) {
    List<Found> found = new ArrayList<>();
    for (Neighbour neighbour : shown(row)) {
      String name = name(card, neighbour.label(), neighbour.id());
      String mark =
          row.label() < 0 || neighbour.label() < 0
              ? ""
              : row.label() == neighbour.label() ? "right" : "wrong";
      String similarity = Words.decimal(neighbour.similarity(), 2);
      String label =
          "%s, similarity %s%s"
              .formatted(
                  name,
                  similarity,
                  mark.isEmpty() ? "" : mark.equals("right") ? ", same class" : ", another class");
      found.add(
          new Found(
              picture(sheet, bank, neighbour.id(), label), name, neighbour.id(), similarity, mark));
    }
    String name = name(card, row.label(), row.id());
    return new Row(picture(sheet, queries, row.id(), name), name, row.id(), found);
  }

  private static Picture picture(
      PictureSheet<ImageAt> sheet, EmbeddedImages images, String id, String label) {
    return sheet.picture(images.at(id).orElse(new ImageAt(id, "")), label);
  }

  private static List<Neighbour> shown(ImageNeighbours row) {
    return row.neighbours().subList(0, Math.min(MOST, row.neighbours().size()));
  }

  private static String name(EvaluationCard card, int label, String id) {
    return label < 0 ? id.substring(id.lastIndexOf('/') + 1) : Words.label(card, label);
  }

  private static String explain(EvaluationCard card, boolean test) {
    String where = test ? "a test image, then the train images" : "an image, then those";
    String marks =
        card.getCounts().getClasses() > 0
            ? " A solid frame: same class. A dashed frame: another class."
            : "";
    return "Each line: %s that the encoder holds for most alike, by cosine similarity of standardized embeddings (1 is the same direction).%s"
        .formatted(where, marks);
  }

  private static List<String> summary(List<ImageNeighbours> rows) {
    long known = 0;
    long same = 0;
    for (ImageNeighbours row : rows) {
      for (Neighbour neighbour : shown(row)) {
        if (row.label() >= 0 && neighbour.label() >= 0) {
          known++;
          same += row.label() == neighbour.label() ? 1 : 0;
        }
      }
    }
    return known == 0
        ? List.of()
        : List.of(
            "%s of the %s shown have the class of their query. The queries were drawn by the seed, not picked."
                .formatted(Words.count(same), Words.count(known, "neighbour")));
  }
}
