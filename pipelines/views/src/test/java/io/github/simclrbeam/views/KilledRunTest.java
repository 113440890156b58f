package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it makes views, twice, and a third one that goes on. */
final class KilledRunTest {
  private static final int IMAGES = 400;
  private static final long MOST_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void whatAKilledProcessFinishedIsNotMadeAgainAndTheEndIsTheSame() throws Exception {
    Files.createDirectories(directory.resolve("in"));
    for (int i = 0; i < IMAGES; i++) {
      Files.write(
          directory.resolve("in/p%03d.png".formatted(i)),
          ImageEncoder.png(TestPhotographs.pixels(200, 200, i)));
    }
    killAtChunks(2);
    long first = chunks();
    assertThat(directory.resolve("out/manifest.json")).doesNotExist();
    assertThat(shards("out")).isEmpty();
    killAtChunks(first + 2);
    long second = chunks();
    assertThat(second).isGreaterThan(first);

    ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments("out")));
    ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments("scratch")));
    assertThat(files("out")).isEqualTo(files("scratch"));
    RunRecord.Builder record = RunRecord.newBuilder();
    ProtoJson.parse(Files.readString(directory.resolve("out/run.json")), record);
    assertThat(record.getFiguresMap())
        .containsEntry("chunks continued", (double) second)
        .containsEntry("shards kept", 0.0)
        .containsEntry("shards made", 4.0);
  }

  /** Runs the stage until so many chunks are finished, and then kills it. */
  private void killAtChunks(long chunks) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ViewsProgram.class.getName());
    command.addAll(arguments("out"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
      while (chunks() < chunks && process.isAlive() && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      assertThat(process.isAlive()).as(Files.readString(directory.resolve("log"))).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<String> arguments(String output) {
    return List.of(
        "--input=" + directory.resolve("in"),
        "--output=" + directory.resolve(output),
        "--imageSize=64",
        "--viewsPerImage=8",
        "--shards=4",
        "--targetParallelism=1");
  }

  private long chunks() throws IOException {
    Path temporary = directory.resolve("out/.tmp");
    if (!Files.isDirectory(temporary)) {
      return 0;
    }
    try (Stream<Path> paths = Files.list(temporary)) {
      return paths.filter(path -> path.toString().matches(".*chunk-[0-9a-f]{64}\\.json")).count();
    }
  }

  private List<Path> shards(String output) throws IOException {
    try (Stream<Path> paths = Files.list(directory.resolve(output))) {
      return paths.filter(path -> path.toString().contains("tfrecord")).toList();
    }
  }

  /** Returns the contents of all files but run.json, by name. */
  private Map<String, String> files(String output) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory.resolve(output))) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), ContentDigest.of(Files.readAllBytes(path)));
      }
    }
    files.remove("run.json");
    return files;
  }
}
