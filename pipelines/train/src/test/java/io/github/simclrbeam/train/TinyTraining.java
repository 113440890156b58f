package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that trains a {@link TinyPlan}: views, run, more options. */
final class TinyTraining {
  private TinyTraining() {}

  public static void main(String[] arguments) throws IOException {
    String[] options = List.of(arguments).subList(2, arguments.length).toArray(String[]::new);
    TrainingPlan plan = TinyPlan.of(Path.of(arguments[0]), Path.of(arguments[1]), options);
    TrainStage.run(plan, false, new Problems(), () -> false, Disk.local());
  }

  /** Starts it; what it says goes to the log. */
  static Process start(Path views, Path run, Path log, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TinyTraining.class.getName(), views.toString(), run.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
