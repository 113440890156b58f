package io.github.simclrbeam.probe;

import io.github.simclrbeam.evaluate.EvaluationResult;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Embeddings to evaluation.json and report.html. */
public final class ProbeStage {
  private static final String CARD = "evaluation.json";
  private static final String REPORT = "report.html";

  private ProbeStage() {}

  /**
   * Evaluates, and writes both files into the output directory; evaluation.json last: with it the
   * output is complete. Without labels or without test embeddings there is no probe; the files say
   * why and hold what can be said all the same.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException if an option is not legal, names
   *     every one that is not
   * @throws io.github.simclrbeam.options.StageFailedException if the embeddings do not fit each
   *     other
   * @throws IOException if a file cannot be read or written, or is damaged
   */
  public static void run(ProbeOptions options) throws IOException {
    run(options, new Problems());
  }

  /**
   * As the shorter form.
   *
   * @param problems what reading the options found already; told together with what is found here
   */
  public static void run(ProbeOptions options, Problems problems) throws IOException {
    ProbePlan plan = ProbePlan.of(options, problems);
    if (!problems.isEmpty()) {
      StageOutput.check(options.getOutput(), problems);
      problems.throwIfAny();
    }
    StageOutput output =
        StageOutput.prepare(
            options.getOutput(),
            "probe",
            plan.configuration(),
            CARD,
            options.getOverwrite(),
            problems);
    problems.throwIfAny();
    if (output.alreadyComplete()) {
      return;
    }
    try (output) {
      output.begin();
      evaluate(plan, output);
    }
  }

  private static void evaluate(ProbePlan plan, StageOutput output) throws IOException {
    ProbeFiles files = ProbeFiles.read(plan, Progress::say);
    EvaluationResult result = files.evaluate(plan, Progress::say);
    Progress.say("writing the report");
    String report = Report.render(files.report(plan, result));
    StoredFile.writeAtomically(Uris.resolve(output.uri(), REPORT), report);
    StoredFile.writeAtomically(Uris.resolve(output.uri(), CARD), ProtoJson.print(result.card()));
    output.finish(figures(result.card()));
    say(result.card(), output.uri());
  }

  private static Map<String, Double> figures(EvaluationCard card) {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("RankMe", card.getLabelFree().getRankMe());
    if (card.hasLinearProbe()) {
      figures.put("linear probe top-1", card.getLinearProbe().getTop1());
    }
    return figures;
  }

  private static void say(EvaluationCard card, String output) {
    Headline headline = Headline.of(card);
    Progress.say(headline.sentence());
    if (!card.getNoProbeReason().isEmpty()) {
      Progress.say("no probe: " + card.getNoProbeReason());
    }
    IntegritySection.alarm(card)
        .forEach(
            alarm -> {
              Progress.say(alarm.title());
              alarm.lines().forEach(Progress::say);
            });
    Progress.say("report: " + Uris.resolve(output, REPORT));
  }
}
