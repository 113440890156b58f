package io.github.simclrbeam.probe;

import io.github.simclrbeam.evaluate.EvaluationSettings;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.options.Overlaps;
import io.github.simclrbeam.options.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The options of an evaluation, checked.
 *
 * @param train embeddings, always there
 * @param configuration every option that decides the output
 */
record ProbePlan(
    String train,
    Optional<String> test,
    List<BaselineSpec> baselines,
    Optional<String> viewEmbeddings,
    Optional<String> run,
    Optional<String> views,
    EvaluationSettings settings,
    String output,
    SortedMap<String, String> configuration) {
  private static final int QUICK_DRAWS = 2;
  private static final int QUICK_RESAMPLES = 200;

  /** Checks the options; everything that is wrong with them is noted. */
  static ProbePlan of(ProbeOptions options, Problems problems) throws IOException {
    List<String> values = options.getBaseline() == null ? List.of() : options.getBaseline();
    List<BaselineSpec> baselines = BaselineSpec.parse(values, problems);
    String output = options.getOutput();
    require("train", options.getTrain(), output, problems);
    require("test", options.getTest(), output, problems);
    for (BaselineSpec baseline : baselines) {
      require("baseline", baseline.train(), output, problems);
      require("baseline", baseline.test(), output, problems);
    }
    require("viewEmbeddings", options.getViewEmbeddings(), output, problems);
    require("run", options.getRun(), output, problems);
    require("views", options.getViews(), output, problems);
    if (!baselines.isEmpty() && options.getTest() == null) {
      problems.note("baseline", "needs --test: there is nothing to compare without test images");
    }
    return new ProbePlan(
        options.getTrain(),
        Optional.ofNullable(options.getTest()),
        baselines,
        Optional.ofNullable(options.getViewEmbeddings()),
        Optional.ofNullable(options.getRun()),
        Optional.ofNullable(options.getViews()),
        settings(options),
        output,
        configuration(options, baselines));
  }

  /** Returns the command line that makes the output again. */
  String command() {
    SortedMap<String, String> options = new TreeMap<>(configuration);
    options.remove("baseline");
    StringBuilder command = new StringBuilder(RunRecords.command("probe", options, output));
    for (BaselineSpec baseline : baselines) {
      command.append(" \\\n  --baseline=").append(RunRecords.quoted(baseline.option()));
    }
    return command.toString();
  }

  private static void require(String option, String uri, String output, Problems problems)
      throws IOException {
    if (uri == null) {
      return;
    }
    try {
      Listing.expand(uri);
      Overlaps.check(output, option, uri, problems);
    } catch (FileNotFoundException e) {
      problems.add(option, uri, "must exist");
    }
  }

  private static EvaluationSettings settings(ProbeOptions options) {
    EvaluationSettings standard = EvaluationSettings.defaults().withSeed(options.getSeed());
    return options.getProtocol().equals("standard")
        ? standard
        : new EvaluationSettings(
            standard.seed(),
            standard.labelsPerClass(),
            QUICK_DRAWS,
            QUICK_RESAMPLES,
            standard.mapRows(),
            standard.queries(),
            standard.neighboursPerQuery());
  }

  private static SortedMap<String, String> configuration(
      ProbeOptions options, List<BaselineSpec> baselines) {
    SortedMap<String, String> configuration = new TreeMap<>();
    put(configuration, "train", options.getTrain());
    put(configuration, "test", options.getTest());
    if (!baselines.isEmpty()) {
      String all = String.join(" ", baselines.stream().map(BaselineSpec::option).toList());
      put(configuration, "baseline", all);
    }
    put(configuration, "viewEmbeddings", options.getViewEmbeddings());
    put(configuration, "run", options.getRun());
    put(configuration, "views", options.getViews());
    put(configuration, "protocol", options.getProtocol());
    put(configuration, "seed", options.getSeed().toString());
    return configuration;
  }

  private static void put(SortedMap<String, String> configuration, String name, String value) {
    if (value != null) {
      configuration.put(name, value);
    }
  }
}
