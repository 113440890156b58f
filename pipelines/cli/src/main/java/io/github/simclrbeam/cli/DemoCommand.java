package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.options.StageOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code demo}: the whole chain on the bundled part of Fashion-MNIST, many images without labels
 * and few with.
 */
final class DemoCommand {
  private DemoCommand() {}

  static void run(List<String> arguments) throws IOException {
    DemoOptions options = OptionsParser.parse(DemoOptions.class, arguments);
    Path bundled = bundled();
    SortedMap<String, String> configuration = new TreeMap<>();
    configuration.put("seed", options.getSeed().toString());
    configuration.put("quick", Boolean.toString(options.getQuick()));
    Problems problems = new Problems();
    StageOutput output =
        StageOutput.prepare(
            options.getOutput(),
            "demo",
            configuration,
            "evaluation.json",
            options.getOverwrite(),
            problems);
    problems.throwIfAny();
    if (output.alreadyComplete()) {
      return;
    }
    Progress.say(
        "Fashion-MNIST: 30,000 images without labels, 6,000 of them later with, 10,000 to test on");
    Progress.say(
        options.getQuick()
            ? "about a minute on two cores"
            : "about five minutes on two cores, most of it training");
    String input = options.getQuick() ? "labelled" : "{unlabelled,labelled}";
    chain(options, bundled, input, output).run();
  }

  private static Chain chain(DemoOptions options, Path bundled, String input, StageOutput output) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--recipe=fashion-mnist");
    arguments.add("--dataset=fashion-mnist");
    arguments.add("--seed=" + options.getSeed());
    if (options.getQuick()) {
      arguments.add("--epochs=2");
    }
    return new Chain(
        images(bundled, input, ""),
        images(bundled, "labelled", ""),
        Optional.of(images(bundled, "test", "test")),
        StageArguments.deal(arguments),
        output);
  }

  private static SplitInput images(Path bundled, String part, String split) {
    return new SplitInput(bundled.resolve(part + "-images-idx3-ubyte.gz").toString(), split);
  }

  private static Path bundled() {
    String home = System.getProperty("simclrbeam.home");
    if (home == null) {
      throw new InvalidOptionsException(
          List.of(new Problem("demo", "must be started by infra/bin/simclr-beam")));
    }
    Path bundled = Path.of(home, "infra", "samples", "fashion-mnist");
    if (!Files.isDirectory(bundled)) {
      throw new StageFailedException("the bundled images are not there: " + bundled);
    }
    return bundled;
  }
}
