package io.github.simclrbeam.probe;

import io.github.simclrbeam.files.Uris;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines that make everything again; for the page's template.
 *
 * @param lines in the order of the flow
 * @param baselines what the baselines need besides
 */
record Commands(List<Fact> lines, List<Fact> baselines) {

  static Commands of(ReportInput input) {
    List<Fact> lines = new ArrayList<>();
    List<Fact> baselines = new ArrayList<>();
    for (ReportInput.Stage stage : input.stages()) {
      (stage.ofBaseline() ? baselines : lines).add(line(stage));
    }
    lines.add(Fact.code(title("probe"), input.command()));
    return new Commands(List.copyOf(lines), List.copyOf(baselines));
  }

  /** Returns "Commands of the baselines (3)"; nothing when there are none. */
  List<String> baselinesTitle() {
    return baselines.isEmpty()
        ? List.of()
        : List.of("Commands of the baselines (" + baselines.size() + ")");
  }

  private static Fact line(ReportInput.Stage stage) {
    String name = stage.record().getStage();
    String which = name.equals("embed") ? ": " + Uris.name(stage.directory()) : "";
    return Fact.code(
        title(name) + which,
        RunRecords.command(name, stage.record().getConfigurationMap(), stage.directory()));
  }

  private static String title(String stage) {
    return switch (stage) {
      case "demo", "run" -> "Everything at once";
      case "views" -> "Images to view shards";
      case "train" -> "View shards to an encoder";
      case "embed" -> "Images to embeddings";
      case "probe" -> "Embeddings to this report";
      default -> stage;
    };
  }
}
