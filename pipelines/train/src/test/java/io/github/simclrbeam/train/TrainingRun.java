package io.github.simclrbeam.train;

import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small training run in the tests: 40 images, batches of 8, so 5 steps an epoch. */
final class TrainingRun {
  private TrainingRun() {}

  /** Starts the stage in this process as the command line would. */
  static void train(Path views, Path output, String... more) throws IOException {
    TrainStage.run(options(views, output, more));
  }

  /** Returns the options; those given replace the test's own. */
  static TrainOptions options(Path views, Path output, String... given) {
    Map<String, String> arguments = new LinkedHashMap<>();
    List<String> own =
        List.of(
            "--views=" + views,
            "--output=" + output,
            "--recipe=fashion-mnist",
            "--batchSize=8",
            "--learningRate=0.2",
            "--threads=1",
            "--seed=3");
    Stream.concat(own.stream(), Stream.of(given))
        .forEach(argument -> arguments.put(argument.split("=", 2)[0], argument));
    return OptionsParser.parse(TrainOptions.class, List.copyOf(arguments.values()));
  }

  /** The main class of the new processes that tests start: views, output, more options. */
  public static void main(String[] arguments) throws IOException {
    List<String> all = List.of(arguments);
    train(
        Path.of(all.get(0)),
        Path.of(all.get(1)),
        all.subList(2, all.size()).toArray(String[]::new));
  }

  static List<StepMetrics> metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(StepMetrics::parse)
        .toList();
  }

  static TrainingManifest manifest(Path run) throws IOException {
    TrainingManifest.Builder manifest = TrainingManifest.newBuilder();
    ProtoJson.parse(Files.readString(run.resolve("manifest.json")), manifest);
    return manifest.build();
  }
}
