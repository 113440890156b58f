package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that get real signals while they train. */
class StoppedTrainingTest {
  private static final long MOST_SECONDS = 120;

  @TempDir Path folder;

  private Path views() throws IOException {
    Path pictures = folder.resolve("pictures");
    Pictures.write(pictures, 16, 0, 40, 60, 5);
    Path views = folder.resolve("views");
    Program made =
        Program.run(
            "views",
            "--input=" + pictures,
            "--output=" + views,
            "--recipe=photographs",
            "--imageSize=32",
            "--viewsPerImage=2");
    assertThat(made.code()).as(made.err()).isZero();
    return views;
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT"})
  void trainingKeepsACheckpointSaysHowToGoOnAndEndsWell(String signal) throws Exception {
    Path run = folder.resolve("a run");
    String[] command = {
      "train",
      "--views=" + views(),
      "--output=" + run,
      "--encoder=resnet-tiny",
      "--batchSize=8",
      "--epochs=1000",
      "--overwrite=true"
    };
    Process process = start(command);
    await(process, run.resolve("metrics.jsonl"));
    send(signal, process);
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(log()).isZero();
    assertThat(run.resolve("manifest.json")).doesNotExist();
    long steps = steps(run);
    String goOn =
        "simclr-beam train --views=%s '--output=%s' --encoder=resnet-tiny --batchSize=8 --epochs=1000"
            .formatted(folder.resolve("views"), run);
    assertThat(log().lines().filter(line -> line.contains("to go on")))
        .containsExactly(
            "simclr-beam train: training stopped after step %d of 2000, kept in %s/checkpoints/step-%08d; to go on: %s"
                .formatted(steps, run, steps, goOn));

    command[6] = "--maxSteps=" + (steps + 3);
    Program rest = Program.run(command);
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.err()).contains("going on after step " + steps + " of 2000");
    assertThat(steps(run)).isEqualTo(steps + 3);
    assertThat(run.resolve("manifest.json")).exists();
  }

  @Test
  void aSecondSignalEndsALongStepAtOnce() throws Exception {
    Path run = folder.resolve("run");
    Process process =
        start(
            "train",
            "--views=" + views(),
            "--output=" + run,
            "--encoder=resnet50",
            "--batchSize=16",
            "--stem=small");
    await(process, run.resolve("metrics.jsonl"), 0);
    send("TERM", process);
    awaitLine(process, "SIGTERM: stopping after this step; once more stops at once");
    send("TERM", process);
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(log()).isEqualTo(143);
    assertThat(log()).doesNotContain("to go on");
  }

  @Test
  void aChainThatWaitsForItsReportDoesNotEndWell() throws Exception {
    Path pictures = folder.resolve("pictures");
    Pictures.write(pictures, 16, 0, 40, 60, 5);
    Path output = folder.resolve("out");
    Process process =
        start(
            "run",
            "--input=" + pictures,
            "--output=" + output,
            "--encoder=resnet-tiny",
            "--stem=small",
            "--imageSize=32",
            "--viewsPerImage=2",
            "--epochs=1000");
    await(process, output.resolve("run/metrics.jsonl"));
    send("TERM", process);
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(log()).isEqualTo(143);
    assertThat(log())
        .contains("simclr-beam run: training stopped after step ", "to go on: simclr-beam run ");
    assertThat(output.resolve("embeddings")).doesNotExist();
  }

  @Test
  void aLossThatIsNotFiniteIsToldInOneLineWithTheLastGoodCheckpoint() throws IOException {
    Path run = folder.resolve("run");
    Program program =
        Program.run(
            "train",
            "--views=" + views(),
            "--output=" + run,
            "--encoder=resnet-tiny",
            "--batchSize=8",
            "--epochs=200",
            "--checkpointEverySteps=1",
            "--learningRate=1000",
            "--weightDecay=1",
            "--warmUpEpochs=0",
            "--projectorBatchNorm=false",
            "--momentum=0.99");
    assertThat(program.code()).isEqualTo(1);
    List<String> lines = program.err().lines().toList();
    assertThat(lines.get(lines.size() - 1))
        .matches(
            "simclr-beam train: (loss must be finite, but was: .* \\(step \\d+, .*\\)|\\S+ must be"
                + " finite after step \\d+, but is not); the last good checkpoint is "
                + run
                + "/checkpoints/step-\\d{8}");
    assertThat(run.resolve("manifest.json")).doesNotExist();
    String last = lines.get(lines.size() - 1).replaceFirst(".*checkpoint is ", "");
    assertThat(Program.run("verify", last).code()).isZero();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.github.simclrbeam.cli.Main");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static void send(String signal, Process process) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor())
        .isZero();
  }

  private void await(Process process, Path file) throws Exception {
    await(process, file, 1);
  }

  private void await(Process process, Path file, long bytes) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (!(Files.exists(file) && Files.size(file) >= bytes)) {
      assertThat(process.isAlive() && System.nanoTime() < end).as(log()).isTrue();
      Thread.sleep(5);
    }
  }

  private void awaitLine(Process process, String line) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (!log().contains(line)) {
      assertThat(process.isAlive() && System.nanoTime() < end).as(log()).isTrue();
      Thread.sleep(5);
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Returns how many steps the metrics hold, each once and in order. */
  private static long steps(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
    for (int step = 0; step < lines.size(); step++) {
      assertThat(lines.get(step)).startsWith("{\"step\":" + step + ",");
    }
    return lines.size();
  }
}
