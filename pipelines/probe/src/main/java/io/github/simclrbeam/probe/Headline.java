package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page says first, in plain words with the numbers.
 *
 * @param sentence one sentence
 * @param paragraphs the figures behind it
 */
record Headline(String sentence, List<String> paragraphs) {

  static Headline of(EvaluationCard card) {
    return card.hasLinearProbe() ? probed(card, Comparison.of(card)) : unprobed(card);
  }

  private static Headline probed(EvaluationCard card, Comparison comparison) {
    List<Setting> lost = with(comparison, Setting.Outcome.NOT_BEATEN);
    List<Setting> close = with(comparison, Setting.Outcome.TOO_CLOSE);
    Setting all = comparison.withAllLabels();
    Setting fewest = comparison.withFewestLabels();
    String right =
        fewest.all()
            ? "With %s, %s of the test images are classified right"
                .formatted(all.title(), Words.percent(all.embeddings().top1()))
            : "With %s, %s of the test images are classified right; with %s, %s"
                .formatted(
                    fewest.title(),
                    Words.percent(fewest.embeddings().top1()),
                    all.title(),
                    Words.percent(all.embeddings().top1()));
    String sentence;
    if (all.outcome() == Setting.Outcome.NO_BASELINE) {
      sentence = right + ". There is no baseline to compare with.";
    } else if (!lost.isEmpty()) {
      sentence = notBeaten(comparison, lost);
    } else if (close.isEmpty()) {
      String every = comparison.hasFewLabels() ? " every time" : "";
      sentence = "%s: better than %s%s.".formatted(right, beaten(comparison), every);
    } else {
      sentence =
          "%s: ahead of %s, but too close to call with %s."
              .formatted(right, beaten(comparison), titles(close));
    }
    return new Headline(sentence, paragraphs(card, comparison));
  }

  private static String notBeaten(Comparison comparison, List<Setting> lost) {
    Setting worst = lost.get(lost.size() - 1);
    Series winner = worst.strongest().orElseThrow();
    boolean always = lost.size() == comparison.settings().size() && lost.size() > 1;
    String where = always ? "with any number of labels" : "with " + titles(lost);
    String there = lost.size() > 1 ? "with " + worst.title() + ", " : "";
    return "%s %s not beaten %s: %s%s %s %s of the test images right, these embeddings %s."
        .formatted(
            capital(winner.subject()),
            winner.plural("is", "are"),
            where,
            there,
            winner.plural("it", "they"),
            winner.plural("gets", "get"),
            Words.percent(worst.scores().get(winner).top1()),
            Words.percent(worst.embeddings().top1()));
  }

  private static List<String> paragraphs(EvaluationCard card, Comparison comparison) {
    List<String> paragraphs = new ArrayList<>();
    for (Setting setting : comparison.settings()) {
      paragraphs.add(figures(setting));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(String.join(" ", paragraphs));
    sentences.add(
        "A linear classifier on frozen embeddings, judged on %s in %s that took no part in training it. %s"
            .formatted(
                Words.count(card.getCounts().getTest(), "image"),
                Words.count(card.getCounts().getClasses()) + " classes",
                fewWord(comparison)));
    return sentences;
  }

  private static String fewWord(Comparison comparison) {
    Setting few = comparison.withFewestLabels();
    return few.all()
        ? "The interval is a 95% bootstrap interval over the test images."
        : "With few labels, figures are means over %s of the labelled images."
            .formatted(Words.count(few.draws(), "seeded draw"));
  }

  private static String figures(Setting setting) {
    List<String> others = new ArrayList<>();
    setting
        .scores()
        .forEach(
            (series, score) -> {
              if (!series.equals(Series.EMBEDDINGS)) {
                others.add(Words.percent(score.top1()) + " for " + series.subject());
              }
            });
    Score own = setting.embeddings();
    String range = setting.all() && own.hasRange() ? " (95% interval " + own.range() + ")" : "";
    return "With %s: %s%s%s."
        .formatted(
            setting.title(),
            Words.percent(own.top1()),
            range,
            others.isEmpty() ? "" : " against " + Words.list(others));
  }

  private static Headline unprobed(EvaluationCard card) {
    if (!card.hasLabelFree()) {
      return new Headline(
          "Nothing could be measured on these embeddings.",
          List.of(Words.sentence(card.getNoProbeReason())));
    }
    long rows = card.getLabelFree().getRows();
    String images = Words.count(rows, "image");
    if (card.getLabelFree().getVerdict().equals("COLLAPSED")) {
      return new Headline(
          "The embeddings of these %s have collapsed: the encoder tells hardly any of them apart."
              .formatted(images),
          List.of(
              "Without a probe this is found from the embeddings alone; see the label-free figures."));
    }
    return new Headline(
        "%s embedded, spread over about %s of %s dimensions."
            .formatted(
                images,
                Words.count(Math.round(card.getLabelFree().getRankMe())),
                Words.count(card.getLabelFree().getDimension())),
        List.of(
            "How many images a classifier would get right cannot be said here. What can be seen without it: "
                + "which images the encoder holds for alike, and how well it uses its dimensions."));
  }

  private static List<Setting> with(Comparison comparison, Setting.Outcome outcome) {
    return comparison.settings().stream().filter(s -> s.outcome() == outcome).toList();
  }

  private static String titles(List<Setting> settings) {
    return Words.list(settings.stream().map(Setting::title).toList());
  }

  private static String beaten(Comparison comparison) {
    List<String> names =
        Series.TO_BEAT.stream().filter(comparison.series()::contains).map(Series::subject).toList();
    return Words.list(names);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
