package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * images -> views -> training -> embeddings -> probe -> report, each stage in a directory of its
 * own below the output.
 */
final class Chain {
  private static final int UNTRAINED_SEEDS = 5;

  /** Alignment is a mean over images: with this many its standard error is a few per cent of it. */
  private static final int ALIGNED_IMAGES = 1_000;

  private final SplitInput input;
  private final SplitInput labelled;
  private final Optional<SplitInput> test;
  private final StageArguments arguments;
  private final StageOutput output;
  private final Map<String, Double> seconds = new TreeMap<>();
  private final int stages;
  private int stage;

  Chain(
      SplitInput input,
      SplitInput labelled,
      Optional<SplitInput> test,
      StageArguments arguments,
      StageOutput output) {
    this.input = input;
    this.labelled = labelled;
    this.test = test;
    this.arguments = arguments;
    this.output = output;
    this.stages = test.isPresent() ? 5 : 4;
  }

  /**
   * Runs what is not yet complete and leaves evaluation.json and report.html in the output
   * directory.
   */
  void run() throws IOException {
    try (output) {
      output.begin();
      runStages();
    }
  }

  private void runStages() throws IOException {
    stage("views", this::makeViews);
    stage("training", this::train);
    stage("embeddings", this::embed);
    if (test.isPresent()) {
      stage("baselines", this::embedBaselines);
    }
    stage("evaluation", this::evaluate);
    copy("report.html");
    copy("evaluation.json");
    output.finish(seconds);
    Progress.say("report: " + at("report.html"));
  }

  private void makeViews() throws IOException {
    List<String> views = new ArrayList<>(arguments.views());
    views.addAll(input.arguments());
    views.add("--output=" + at("views"));
    Commands.views(views);
  }

  private void train() throws IOException {
    List<String> train = new ArrayList<>(arguments.train());
    train.add("--views=" + at("views"));
    train.add("--output=" + at("run"));
    try (StopSignal stop = StopSignal.listen()) {
      Commands.train(train, stop);
      if (stop.received()) {
        throw new StoppedException("training is complete", stop.exitCode());
      }
    }
  }

  private void embed() throws IOException {
    embed(labelled, "train", "encoder", 0);
    if (test.isPresent()) {
      embed(test.get(), "test", "encoder", 0);
    }
    embedViews();
  }

  private void embedViews() throws IOException {
    List<String> embed = new ArrayList<>(arguments.passed());
    arguments.embed().stream().filter(Chain::isDevice).forEach(embed::add);
    embed.add("--input=" + at("views"));
    embed.add("--checkpoint=" + at("run"));
    embed.add("--maxImages=" + ALIGNED_IMAGES);
    embed.add("--output=" + at("embeddings/views"));
    Commands.embed(embed);
  }

  private void embedBaselines() throws IOException {
    for (String split : List.of("train", "test")) {
      SplitInput images = split.equals("test") ? test.orElseThrow() : labelled;
      embed(images, "pixels-" + split, "pixels", 0);
      for (int seed = 0; seed < UNTRAINED_SEEDS; seed++) {
        embed(images, "untrained-" + seed + "-" + split, "untrained", seed);
      }
    }
  }

  private void embed(SplitInput images, String name, String features, int seed) throws IOException {
    List<String> embed = new ArrayList<>(arguments.embed());
    if (features.equals("pixels")) {
      embed.removeIf(Chain::isDevice);
    }
    embed.addAll(images.arguments());
    embed.add("--checkpoint=" + at("run"));
    embed.add("--features=" + features);
    embed.add("--seed=" + seed);
    embed.add("--output=" + at("embeddings/" + name));
    Commands.embed(embed);
  }

  private static boolean isDevice(String argument) {
    return argument.startsWith("--device=");
  }

  private void evaluate() throws IOException {
    List<String> probe = new ArrayList<>(arguments.passed());
    probe.add("--train=" + at("embeddings/train"));
    if (test.isPresent()) {
      probe.add("--test=" + at("embeddings/test"));
      probe.add("--baseline=pixels=" + pair("pixels"));
      for (int seed = 0; seed < UNTRAINED_SEEDS; seed++) {
        probe.add("--baseline=randomEncoder=" + pair("untrained-" + seed));
      }
    }
    probe.add("--viewEmbeddings=" + at("embeddings/views"));
    probe.add("--run=" + at("run"));
    probe.add("--views=" + at("views"));
    probe.add("--output=" + at("evaluation"));
    Commands.probe(probe);
  }

  private String pair(String features) {
    return at("embeddings/" + features + "-train") + "," + at("embeddings/" + features + "-test");
  }

  private void stage(String name, Action action) throws IOException {
    stage++;
    Progress.say("[%d/%d] %s".formatted(stage, stages, name));
    long start = System.nanoTime();
    action.run();
    seconds.put(name + " seconds", (System.nanoTime() - start) / 1e9);
  }

  private void copy(String file) throws IOException {
    StoredFile.writeAtomically(at(file), StoredFile.read(at("evaluation/" + file)));
  }

  private String at(String name) {
    return Uris.resolve(output.uri(), name);
  }

  /** One stage's work. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }
}
