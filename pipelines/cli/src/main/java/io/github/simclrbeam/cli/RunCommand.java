package io.github.simclrbeam.cli;

import io.github.simclrbeam.embed.EmbedOptions;
import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.train.TrainOptions;
import io.github.simclrbeam.views.ViewsOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code run}: the whole chain on the user's images. */
final class RunCommand {
  private static final List<String> NOT_CONFIGURATION =
      List.of("output", "overwrite", "config", "runner", "threads");

  private RunCommand() {}

  static void run(List<String> given) throws IOException {
    Map<String, Problem> problems = new LinkedHashMap<>();
    Problems inFile = new Problems();
    List<String> arguments = new ArrayList<>(RunFile.expand(given, inFile));
    collect(problems, inFile::throwIfAny);
    Problems about = new Problems();
    RunOptions options =
        OptionsParser.parse(RunOptions.class, StageArguments.deal(arguments).run(), about);
    if (arguments.contains("--wait=false")) {
      about.add(
          "wait", false, "must be true for run: each stage needs what the one before it made");
    }
    RunInputs inputs = RunInputs.of(options, arguments, about);
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--recipe="))) {
      arguments.add("--recipe=" + inputs.defaultRecipe());
    }
    StageArguments dealt = StageArguments.deal(arguments);
    collect(problems, () -> check(ViewsOptions.class, dealt.views(), "--input=", "--output="));
    collect(problems, () -> check(TrainOptions.class, dealt.train(), "--views=", "--output="));
    collect(problems, () -> check(EmbedOptions.class, dealt.embed(), "--input=", "--output="));
    ClusterMaster.check(arguments, about);
    checkDevices(arguments, about);
    Optional<StageOutput> output = prepare(options, arguments, dealt, about);
    collect(problems, about::throwIfAny);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(List.copyOf(problems.values()));
    }
    start(inputs, dealt, output.orElseThrow());
  }

  /** A device that is not there would be found after hours of other stages. */
  private static void checkDevices(List<String> arguments, Problems problems) {
    boolean here =
        ClusterMaster.value(arguments, "--runner=", "DirectRunner").equals("DirectRunner");
    checkDevice("devices", Devices::parse, arguments, problems);
    checkDevice("device", here ? Devices::parse : Devices::elsewhere, arguments, problems);
  }

  private static void checkDevice(
      String option, Consumer<String> check, List<String> arguments, Problems problems) {
    try {
      check.accept(ClusterMaster.value(arguments, "--" + option + "=", "cpu"));
    } catch (IllegalArgumentException e) {
      problems.note(option, e.getMessage());
    }
  }

  private static void start(RunInputs inputs, StageArguments dealt, StageOutput output)
      throws IOException {
    if (!output.alreadyComplete()) {
      new Chain(inputs.input(), inputs.labelled(), inputs.test(), dealt, output).run();
    }
  }

  private static Optional<StageOutput> prepare(
      RunOptions options, List<String> arguments, StageArguments dealt, Problems problems)
      throws IOException {
    if (options.getOutput() == null) {
      return Optional.empty();
    }
    return Optional.of(
        StageOutput.prepare(
            options.getOutput(),
            "run",
            configuration(arguments, dealt.passed()),
            "evaluation.json",
            options.getOverwrite(),
            problems));
  }

  /** What is passed through decides how files are reached, not what they hold. */
  private static SortedMap<String, String> configuration(
      List<String> arguments, List<String> passed) {
    SortedMap<String, String> configuration = new TreeMap<>();
    for (String argument : arguments) {
      String[] parts = argument.replaceFirst("^--", "").split("=", 2);
      if (argument.startsWith("--")
          && !NOT_CONFIGURATION.contains(parts[0])
          && !passed.contains(argument)) {
        configuration.put(parts[0], parts.length > 1 ? parts[1] : "true");
      }
    }
    return configuration;
  }

  private static void check(
      Class<? extends PipelineOptions> options, List<String> dealt, String... required) {
    List<String> arguments = new ArrayList<>(dealt);
    for (String name : required) {
      arguments.add(name + "?");
    }
    OptionsParser.parse(options, arguments);
  }

  /**
   * Runs a check and keeps its problems; one that several stages have is kept once. Of a name that
   * none knows, one may say which one is like it.
   */
  private static void collect(Map<String, Problem> problems, Runnable check) {
    try {
      check.run();
    } catch (InvalidOptionsException e) {
      for (Problem problem : e.problems()) {
        problems.merge(
            problem.option(),
            problem,
            (kept, next) -> next.message().startsWith(kept.message()) ? next : kept);
      }
    }
  }
}
