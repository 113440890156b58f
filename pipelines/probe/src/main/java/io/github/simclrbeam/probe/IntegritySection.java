package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.List;

/** The integrity checks, failed ones first; for the page's template. */
record IntegritySection(String explain, List<Row> rows) {
  private static final int LINES = 3;

  /**
   * One check.
   *
   * @param evidence its first lines
   * @param rest its other lines, if any
   */
  record Row(
      String name,
      String meaning,
      String result,
      String level,
      boolean failed,
      List<String> evidence,
      List<Rest> rest) {}

  record Rest(String title, List<String> lines) {}

  /** What stands on top of the page when a check failed. */
  record Alarm(String title, List<String> lines) {}

  static IntegritySection of(EvaluationCard card) {
    List<IntegrityCheck> checks = card.getIntegrityList();
    long failed = checks.stream().filter(check -> !check.getPass()).count();
    String explain =
        checks.isEmpty()
            ? "No check could be made: nothing is known of how these embeddings were made."
            : failed == 0
                ? "All %s passed. Each one looks for a known way in which such figures come out too good."
                    .formatted(Words.count(checks.size(), "check"))
                : "%s of %s failed. Until it is known why, the figures above prove nothing."
                    .formatted(Words.count(failed), Words.count(checks.size(), "check"));
    List<Row> rows =
        checks.stream()
            .sorted(java.util.Comparator.comparing(IntegrityCheck::getPass))
            .map(IntegritySection::row)
            .toList();
    return new IntegritySection(explain, rows);
  }

  /** Returns the alarm, or nothing when every check passed. */
  static List<Alarm> alarm(EvaluationCard card) {
    List<String> failed =
        card.getIntegrityList().stream()
            .filter(check -> !check.getPass())
            .map(check -> title(check.getName()) + ": " + check.getEvidence())
            .toList();
    if (failed.isEmpty()) {
      return List.of();
    }
    String checks = Words.count(card.getIntegrityCount(), "integrity check");
    // Files of unknown making are no fault by themselves, but nothing vouches for them either.
    String start =
        onlyProvenance(card) ? "Nothing vouches for these figures" : "Do not rely on these figures";
    return List.of(
        new Alarm("%s: %d of %s failed.".formatted(start, failed.size(), checks), failed));
  }

  private static boolean onlyProvenance(EvaluationCard card) {
    return card.getIntegrityList().stream()
        .allMatch(check -> check.getPass() || check.getName().equals("provenance"));
  }

  private static Row row(IntegrityCheck check) {
    List<String> lines = List.of(check.getEvidence().split("; "));
    boolean all = !check.getPass() || lines.size() <= LINES + 1;
    List<String> shown = all ? lines : lines.subList(0, LINES);
    List<String> others = lines.subList(shown.size(), lines.size());
    return new Row(
        title(check.getName()),
        meaning(check.getName()),
        check.getPass() ? "pass" : "FAIL",
        check.getPass() ? "good" : "bad",
        !check.getPass(),
        shown,
        all ? List.of() : List.of(new Rest("and %d more".formatted(others.size()), others)));
  }

  /** What holds when the check passes; empty for a check that is not known here. */
  private static String meaning(String name) {
    return switch (name) {
      case "provenance" -> "it is known how all features were made";
      case "encoder-unchanged" -> "the same weights embedded the first image and the last";
      case "batch-norm-unchanged" -> "no statistics of the images leaked into the encoder";
      case "layer" -> "the encoder's output was probed, not the projector's";
      case "last-checkpoint" -> "the last checkpoint was probed, not the one that looks best";
      case "train-count", "test-count" -> "no image is missing, none is there twice";
      case "train-test-disjoint" -> "no test image is among the train images";
      case "finite" -> "every number is a number";
      case "baseline-images" -> "the baselines are of the same images";
      case "labels-agree" -> "labels mean the same on both sides";
      case "constant-predictor" -> "the accuracy is not that of always giving one answer";
      default -> "";
    };
  }

  /** Turns "train-test-disjoint" into "Train test disjoint". */
  private static String title(String name) {
    String words = name.replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
