package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.FewLabels;
import io.github.simclrbeam.proto.KnnSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How the figures were measured, in the card's own words; for the page's template. */
final class Protocol {
  private Protocol() {}

  static List<Fact> facts(ReportInput input) {
    EvaluationCard card = input.result().card();
    List<Fact> facts = new ArrayList<>();
    if (card.hasLinearProbe()) {
      facts.add(Fact.of("Linear probe", card.getLinearProbe().getProtocol()));
      facts.add(
          Fact.of(
              "Its fit",
              "L2 strength %s, %s, %s"
                  .formatted(
                      Words.rounded(card.getLinearProbe().getL2()),
                      Words.count(card.getLinearProbe().getIterations(), "iteration"),
                      card.getLinearProbe().getConverged()
                          ? "converged"
                          : "NOT converged: the figure may be too low")));
    }
    if (card.hasKnn()) {
      facts.add(Fact.of("Nearest neighbours", card.getKnn().getProtocol() + knn(card)));
    }
    for (FewLabels few : card.getFewLabelsList()) {
      facts.add(
          Fact.of(
              few.getLabelsPerClass() + " labels per class",
              "mean over %s of the labelled images, the same draws for every kind of features"
                  .formatted(Words.count(few.getDraws(), "seeded draw"))));
    }
    new TreeMap<>(card.getBaselinesMap())
        .forEach(
            (name, baseline) ->
                facts.add(
                    Fact.of(
                        "Baseline: " + new Series(name).title(),
                        "same images, same code; " + Scoreboard.seeds(baseline))));
    if (!input.result().mapMethod().isEmpty()) {
      facts.add(Fact.of("Map", input.result().mapMethod()));
    }
    if (facts.isEmpty()) {
      facts.add(Fact.of("Probe", "none: " + card.getNoProbeReason()));
    }
    return facts;
  }

  private static String knn(EvaluationCard card) {
    List<String> settings = new ArrayList<>();
    for (KnnSetting setting : card.getKnn().getSettingsList()) {
      settings.add(
          "k=%d, T=%s, %s rows: %s"
              .formatted(
                  setting.getK(),
                  Words.plain(setting.getTemperature()),
                  setting.getRows(),
                  Words.percent(setting.getTop1())));
    }
    return settings.isEmpty() ? "" : ". Measured with " + Words.list(settings);
  }
}
