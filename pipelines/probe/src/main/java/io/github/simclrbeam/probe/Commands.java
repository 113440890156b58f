package io.github.simclrbeam.probe;

import java.util.ArrayList;
import java.util.List;

/** The command lines that make everything again; for the page's template. */
record Commands(List<Fact> lines) {

  static Commands of(ReportInput input) {
    List<Fact> lines = new ArrayList<>();
    for (ReportInput.Stage stage : input.stages()) {
      String name = stage.record().getStage();
      lines.add(
          Fact.code(
              title(name),
              RunRecords.command(name, stage.record().getConfigurationMap(), stage.directory())));
    }
    lines.add(Fact.code(title("probe"), input.command()));
    return new Commands(List.copyOf(lines));
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
