package io.github.simclrbeam.cli;

import io.github.simclrbeam.embed.EmbedOptions;
import io.github.simclrbeam.embed.EmbedStage;
import io.github.simclrbeam.fetch.FetchOptions;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.probe.ProbeOptions;
import io.github.simclrbeam.probe.ProbeStage;
import io.github.simclrbeam.train.StoppedTraining;
import io.github.simclrbeam.train.TrainOptions;
import io.github.simclrbeam.train.TrainStage;
import io.github.simclrbeam.views.PlanOptions;
import io.github.simclrbeam.views.ViewsOptions;
import io.github.simclrbeam.views.ViewsStage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** All commands, in the order of the flow. */
final class Commands {
  private static final List<Command> ALL =
      List.of(
          new Command(
              "demo",
              "The whole chain on the bundled pictures, in a few minutes on a CPU.",
              "",
              Optional.of(DemoOptions.class),
              DemoCommand::run),
          new Command(
              "run",
              "The whole chain on your images; takes the options of views, train and embed too.",
              "",
              Optional.of(RunOptions.class),
              RunCommand::run),
          new Command(
              "fetch",
              "A public data set -> a folder of images; without a name, what there is.",
              "NAME",
              Optional.of(FetchOptions.class),
              FetchCommand::run),
          stage("views", "images -> view shards", ViewsOptions.class, Commands::views),
          new Command(
              "plan",
              "What a run of views would make, take and cost; makes nothing. STAGE: views.",
              "STAGE",
              Optional.of(PlanOptions.class),
              PlanCommand::run),
          stage(
              "train",
              "view shards -> a run directory with checkpoints",
              TrainOptions.class,
              Commands::train),
          stage(
              "embed", "images or view shards -> embeddings", EmbedOptions.class, Commands::embed),
          stage(
              "probe",
              "embeddings -> evaluation.json and report.html",
              ProbeOptions.class,
              Commands::probe),
          new Command(
              "export",
              "A checkpoint's encoder as a file for PyTorch, ONNX Runtime and others.",
              "",
              Optional.of(ExportOptions.class),
              ExportCommand::run),
          onPath(
              "inspect",
              "Prints what a directory of shards, checkpoints or embeddings holds.",
              InspectCommand::run),
          new Command(
              "verify",
              "Checks every checksum and count of such a directory, and views against originals.",
              "PATH",
              Optional.of(VerifyOptions.class),
              VerifyCommand::run),
          new Command(
              "explain",
              "Draws one image's views with the numbers that made them.",
              "PATH",
              Optional.of(ExplainOptions.class),
              ExplainCommand::run),
          new Command(
              "recipe",
              "Prints every value that a recipe sets; of two names, what they set otherwise; without a"
                  + " name, all names.",
              "NAME",
              Optional.empty(),
              RecipeCommand::run));

  private Commands() {}

  static List<Command> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(Command::name).toList();
  }

  static Optional<Command> named(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  static void views(List<String> arguments) throws IOException {
    Problems problems = new Problems();
    List<String> all = DirectRunnerDefaults.with(arguments);
    ClusterMaster.check(all, problems);
    ViewsOptions options = OptionsParser.parse(ViewsOptions.class, all, problems);
    try (FlinkJob job = FlinkJob.cancelledWithThisProcess(all, options.getJobName())) {
      ViewsStage.run(options, problems);
    }
  }

  static void train(List<String> arguments) throws IOException {
    try (StopSignal stop = StopSignal.listen()) {
      train(arguments, stop);
    }
  }

  /**
   * Trains until the signal.
   *
   * @throws StoppedException if it came before training's end
   */
  static void train(List<String> arguments, StopSignal stop) throws IOException {
    Problems problems = new Problems();
    TrainOptions options = OptionsParser.parse(TrainOptions.class, arguments, problems);
    Optional<StoppedTraining> stopped = TrainStage.run(options, problems, stop::received);
    if (stopped.isPresent()) {
      throw new StoppedException(stopped.get().describe(), stop.exitCode());
    }
  }

  static void embed(List<String> arguments) throws IOException {
    Problems problems = new Problems();
    List<String> all = DirectRunnerDefaults.with(arguments);
    ClusterMaster.check(all, problems);
    EmbedOptions options = OptionsParser.parse(EmbedOptions.class, all, problems);
    try (FlinkJob job = FlinkJob.cancelledWithThisProcess(all, options.getJobName())) {
      EmbedStage.run(options, problems);
    }
  }

  static void probe(List<String> arguments) throws IOException {
    Problems problems = new Problems();
    ProbeStage.run(OptionsParser.parse(ProbeOptions.class, arguments, problems), problems);
  }

  private static Command stage(
      String name,
      String summary,
      Class<? extends PipelineOptions> options,
      Command.Action action) {
    return new Command(name, summary, "", Optional.of(options), action);
  }

  private static Command onPath(String name, String summary, Command.Action action) {
    return new Command(name, summary, "PATH", Optional.empty(), action);
  }
}
