package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.TrainingManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One self-contained HTML page for people: what the card says, and why it can be believed. */
final class Report {
  private final ReportInput input;
  private final EvaluationCard card;
  private final PictureSource pictures = new PictureSource();
  private final Map<String, Object> page = new LinkedHashMap<>();
  private final Map<String, Object> charts = new LinkedHashMap<>();
  private final List<Fact> contents = new ArrayList<>();
  private final StringBuilder sheets = new StringBuilder();

  private Report(ReportInput input) {
    this.input = input;
    this.card = input.result().card();
  }

  /** Returns the page; equal input gives equal bytes. */
  static String render(ReportInput input) {
    Report report = new Report(input);
    report.head();
    report.result();
    report.images();
    report.training();
    report.trust();
    return report.page();
  }

  private void head() {
    Headline headline = Headline.of(card);
    page.put("headline", headline.sentence());
    page.put("ledes", ledes(headline));
    page.put("kicker", kicker());
    page.put("title", "Evaluation of " + subject());
    page.put("alarm", IntegritySection.alarm(card));
    page.put("noProbe", card.hasLinearProbe() ? List.of() : List.of(noProbeReason()));
  }

  private void result() {
    if (!card.hasLinearProbe()) {
      return;
    }
    section("result", "Accuracy", "scoreboard", Scoreboard.of(card));
    charts.put("accuracy", AccuracyChart.of(card));
  }

  private void images() {
    EmbeddedImages queries = input.test().orElse(input.train());
    if (!input.result().neighbours().isEmpty()) {
      NeighbourSection.Made made =
          NeighbourSection.of(
              card, input.result().neighbours(), input.test(), input.train(), pictures);
      sheets.append(made.css());
      section("neighbours", "Neighbours", "neighbours", made.section());
    }
    if (!input.result().map().isEmpty()) {
      MapSection.Made made =
          MapSection.of(card, input.result().map(), input.result().mapMethod(), queries, pictures);
      sheets.append(made.css());
      section("map", "Map", "map", made.section());
      charts.put("map", made.section().chart());
    }
    if (card.getConfusionCount() > 0) {
      ConfusionSection confusion = ConfusionSection.of(card);
      section("confusion", "Mistakes", "confusion", confusion);
      confusion.chart().forEach(chart -> charts.put("confusion", chart));
    }
  }

  private void training() {
    input
        .views()
        .filter(views -> !views.rows().isEmpty())
        .ifPresent(
            views -> {
              ViewSection.Made made = ViewSection.of(views, input.train(), pictures);
              sheets.append(made.css());
              section("views", "Views", "views", made.section());
            });
    Optional<TrainingRun> run = input.run().filter(r -> !LossSection.finite(r).isEmpty());
    run.map(LossSection::of)
        .ifPresent(
            loss -> {
              section("training", "Training", "loss", loss);
              charts.put("loss", loss.chart());
            });
  }

  private void trust() {
    if (card.hasLabelFree()) {
      section(
          "label-free", "Without labels", "labelFree", LabelFreeSection.of(card.getLabelFree()));
    }
    section("integrity", "Integrity", "integrity", IntegritySection.of(card));
    section("provenance", "Provenance", "provenance", Provenance.of(input));
    section("protocol", "Protocol", "protocol", Protocol.facts(input));
    page.put("commands", Commands.of(input));
  }

  private String page() {
    page.put("contents", contents);
    return Page.render(page, charts, sheets.toString());
  }

  private void section(String id, String name, String key, Object content) {
    contents.add(Fact.of(name, id));
    page.put(key, content);
  }

  private List<Map<String, Object>> ledes(Headline headline) {
    List<Map<String, Object>> ledes = new ArrayList<>();
    for (String text : headline.paragraphs()) {
      ledes.add(Map.of("text", text, "quiet", !ledes.isEmpty()));
    }
    input
        .run()
        .flatMap(TrainingRun::manifest)
        .map(TrainingManifest::getConfiguration)
        .ifPresent(
            made ->
                ledes.add(
                    Map.of(
                        "text",
                        "The encoder itself learned from %s without looking at a single label."
                            .formatted(Words.count(made.getImages(), "image")),
                        "quiet",
                        true)));
    return ledes;
  }

  private String noProbeReason() {
    return card.getNoProbeReason().isEmpty()
        ? "The card gives no reason."
        : Words.sentence(card.getNoProbeReason());
  }

  private String kicker() {
    return "Evaluation of " + subject() + " by simclr-beam";
  }

  private String subject() {
    String encoder = card.getProbed().getEncoder();
    String what = encoder.isEmpty() ? "embeddings" : "the encoder " + encoder;
    return input
        .views()
        .map(views -> what + " trained on " + views.manifest().getDataset())
        .orElse(what);
  }
}
