package io.github.simclrbeam.train;

import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small training run in the tests: 40 images, batches of 8, so 5 steps an epoch. */
final class TrainingRun {
  private TrainingRun() {}

  /** Starts the stage in this process as the command line would. */
  static void train(Path views, Path output, String... more) throws IOException {
    TrainStage.run(options(views, output, more));
  }

  static TrainOptions options(Path views, Path output, String... more) {
    List<String> arguments = new ArrayList<>(arguments(views, output));
    arguments.addAll(List.of(more));
    return OptionsParser.parse(TrainOptions.class, arguments);
  }

  private static List<String> arguments(Path views, Path output) {
    return List.of(
        "--views=" + views,
        "--output=" + output,
        "--recipe=fashion-mnist",
        "--batchSize=8",
        "--learningRate=0.2",
        "--threads=1",
        "--seed=3");
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
