package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The confusion matrix in words and as data of confusion.js. */
record ConfusionSection(
    String explain,
    String caption,
    List<Mistake> mistakes,
    List<ClassBar> classes,
    List<Chart> chart) {
  private static final int MISTAKES = 6;
  private static final int CLASSES = 6;

  /** A larger matrix shows nothing on a screen. */
  private static final int MOST_CLASSES = 60;

  record Mistake(String truth, String predicted, String count, String share) {}

  record ClassBar(String name, String share, String count, String width) {}

  record Chart(String label, List<String> names, List<List<Long>> counts) {}

  private record Cell(int truth, int predicted, long count) {}

  static ConfusionSection of(EvaluationCard card) {
    List<List<Long>> counts =
        card.getConfusionList().stream().map(row -> List.copyOf(row.getPredictedList())).toList();
    List<String> names =
        IntStream.range(0, counts.size()).mapToObj(i -> Words.label(card, i)).toList();
    List<Cell> wrong = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      for (int j = 0; j < counts.get(i).size(); j++) {
        if (i != j && counts.get(i).get(j) > 0) {
          wrong.add(new Cell(i, j, counts.get(i).get(j)));
        }
      }
    }
    wrong.sort(Comparator.comparingLong(Cell::count).reversed());
    long all = counts.stream().mapToLong(ConfusionSection::total).sum();
    long mistaken = wrong.stream().mapToLong(Cell::count).sum();
    return new ConfusionSection(
        "Answers of the linear probe with all labels on %s: %s."
            .formatted(
                Words.count(all, "test image"),
                mistaken == 0 ? "all right" : Words.count(mistaken) + " wrong"),
        "Rows are the true class, columns the answer; numbers are per cent of the row.",
        wrong.stream().limit(MISTAKES).map(cell -> mistake(names, counts, cell)).toList(),
        classes(names, counts),
        names.size() > MOST_CLASSES
            ? List.of()
            : List.of(
                new Chart("Confusion matrix of " + names.size() + " classes", names, counts)));
  }

  private static Mistake mistake(List<String> names, List<List<Long>> counts, Cell cell) {
    return new Mistake(
        names.get(cell.truth()),
        names.get(cell.predicted()),
        Words.count(cell.count()),
        Words.percent((double) cell.count() / total(counts.get(cell.truth()))));
  }

  private static List<ClassBar> classes(List<String> names, List<List<Long>> counts) {
    List<Integer> known =
        IntStream.range(0, counts.size())
            .filter(i -> total(counts.get(i)) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> share(counts, i)))
            .toList();
    List<Integer> shown = new ArrayList<>(known.subList(0, Math.min(known.size(), CLASSES / 2)));
    for (int i = Math.max(shown.size(), known.size() - CLASSES / 2); i < known.size(); i++) {
      shown.add(known.get(i));
    }
    return shown.stream().map(i -> bar(names, counts, i)).toList();
  }

  private static ClassBar bar(List<String> names, List<List<Long>> counts, int label) {
    String percent = Words.percent(share(counts, label));
    String of =
        Words.count(counts.get(label).get(label)) + " of " + Words.count(total(counts.get(label)));
    return new ClassBar(names.get(label), percent, of, percent);
  }

  private static double share(List<List<Long>> counts, int label) {
    return (double) counts.get(label).get(label) / total(counts.get(label));
  }

  private static long total(List<Long> row) {
    return row.stream().mapToLong(Long::longValue).sum();
  }
}
