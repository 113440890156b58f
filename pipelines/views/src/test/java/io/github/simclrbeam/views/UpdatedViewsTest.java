package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage on an output that holds views already. */
final class UpdatedViewsTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path directory;

  @BeforeEach
  void makeImages() throws IOException {
    for (int i = 0; i < 24; i++) {
      image("in/%s/%02d.png".formatted(i % 2 == 0 ? "a" : "b", i), i);
    }
  }

  @Test
  void nothingChangedIsSaidAndNothingIsTouched() throws Exception {
    run("in", "out");
    age();
    String record = Files.readString(directory.resolve("out/run.json"));
    assertThat(run("in", "out"))
        .contains(directory.resolve("out") + " is complete: nothing changed (4 shards checked)");
    assertThat(stayed()).contains("manifest.json", "dead-letters.jsonl").hasSize(9);
    assertThat(Files.readString(directory.resolve("out/run.json"))).isEqualTo(record);
    assertThat(directory.resolve("out/.tmp")).doesNotExist();
  }

  @Test
  void aChangedImageRewritesItsShardAndNoOther() throws Exception {
    run("in", "out");
    age();
    image("in/a/04.png", 99);
    assertThat(run("in", "out")).contains("3 shards are as they were, 1 were made");
    checkAsFromNothing("in");
    assertThat(stayed()).hasSize(3).allMatch(name -> name.contains("tfrecord"));
    assertThat(figures()).containsEntry("shards kept", 3.0).containsEntry("shards made", 1.0);
  }

  @Test
  void imagesThatCameAndWentAndBrokeEndAsInARunFromNothing() throws Exception {
    run("in", "out");
    image("in/c/new.png", 100);
    Files.delete(directory.resolve("in/b/03.png"));
    Files.write(directory.resolve("in/a/00.png"), new byte[3]);
    run("in", "out");
    checkAsFromNothing("in");
    assertThat(ManifestFiles.read(directory.resolve("out").toString()).getDeadLetters())
        .isEqualTo(1);
    image("in/a/00.png", 0);
    run("in", "out");
    checkAsFromNothing("in");
  }

  @Test
  void aDamagedAndALostShardAreMadeAgain() throws Exception {
    run("in", "out");
    age();
    Path damaged = directory.resolve("out/in-train.tfrecord-00002-of-00004");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[100] ^= 1;
    Files.write(damaged, bytes);
    Files.delete(directory.resolve("out/in-train.tfrecord-00000-of-00004"));
    run("in", "out");
    checkAsFromNothing("in");
    assertThat(stayed())
        .contains("in-train.tfrecord-00001-of-00004", "in-train.tfrecord-00003-of-00004")
        .doesNotContain("in-train.tfrecord-00002-of-00004");
  }

  @Test
  void imagesOfACompressedArchiveAreComparedToo() throws Exception {
    archive(Map.of());
    run("set.tar.gz", "out");
    assertThat(run("set.tar.gz", "out")).contains("nothing changed");
    archive(Map.of("a/04.png", ImageEncoder.png(TestPhotographs.pixels(8, 8, 77))));
    assertThat(run("set.tar.gz", "out")).contains("3 shards are as they were, 1 were made");
    checkAsFromNothing("set.tar.gz");
  }

  @Test
  void otherLibrariesMakeEverythingAgainAndThatIsSaid() throws Exception {
    run("in", "out");
    String output = directory.resolve("out").toString();
    ShardManifest older =
        ManifestFiles.read(output).toBuilder().putLibraries("opencv", "4.0.0").build();
    ManifestFiles.write(output, older);
    assertThat(run("in", "out"))
        .contains("everything is made again, by other versions: opencv was 4.0.0, is ");
    checkAsFromNothing("in");
    assertThat(figures()).containsEntry("shards kept", 0.0).containsEntry("shards made", 4.0);
  }

  @Test
  void aRunThatFailedForBadImagesGoesOnWhenMoreAreAllowed() throws Exception {
    Files.write(directory.resolve("in/a/00.png"), new byte[3]);
    assertThatThrownBy(() -> run("in", "out", "--maxBadFraction=0"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageStartingWith("1 of 24 images could not be used");
    assertThat(run("in", "out", "--maxBadFraction=0.1"))
        .contains("4 chunks that an earlier run finished were taken over");
    checkAsFromNothing("in");
    assertThat(figures()).containsEntry("chunks continued", 4.0);
  }

  @Test
  void anUpdateThatFailsForBadImagesLeavesTheOldSetAsItWas() throws Exception {
    run("in", "out");
    Map<String, String> before = files("out");
    Files.write(directory.resolve("in/a/00.png"), new byte[3]);
    assertThatThrownBy(() -> run("in", "out", "--maxBadFraction=0"))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("out/.tmp/dead-letters.jsonl");
    assertThat(directory.resolve("out/.tmp/dead-letters.jsonl")).isNotEmptyFile();
    Map<String, String> after = files("out");
    after.keySet().retainAll(before.keySet());
    assertThat(after).isEqualTo(before);
    run("in", "out", "--maxBadFraction=0.1");
    checkAsFromNothing("in");
  }

  private void image(String name, long seed) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, ImageEncoder.png(TestPhotographs.pixels(8, 8, seed)));
  }

  private void archive(Map<String, byte[]> changed) throws IOException {
    Path file = directory.resolve("set.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        Stream<Path> paths = Files.walk(directory.resolve("in"))) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        String name = directory.resolve("in").relativize(path).toString();
        byte[] bytes = changed.getOrDefault(name, Files.readAllBytes(path));
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }

  /** Runs the stage and returns what it said. */
  private String run(String input, String output, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--input=" + directory.resolve(input));
    arguments.add("--output=" + directory.resolve(output));
    arguments.addAll(List.of("--recipe=none", "--imageSize=8", "--shards=4", "--encoding=raw"));
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments));
    } finally {
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private void checkAsFromNothing(String input) throws IOException {
    run(input, "scratch", "--overwrite=true", "--maxBadFraction=0.5");
    assertThat(files("out")).isEqualTo(files("scratch"));
  }

  /** Returns the contents of all files but run.json, by name. */
  private Map<String, String> files(String output) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory.resolve(output))) {
      for (Path path : paths.toList()) {
        files.put(
            path.getFileName().toString(),
            Files.isDirectory(path) ? "a directory" : ContentDigest.of(Files.readAllBytes(path)));
      }
    }
    files.remove("run.json");
    return files;
  }

  private Map<String, Double> figures() throws IOException {
    RunRecord.Builder record = RunRecord.newBuilder();
    ProtoJson.parse(Files.readString(directory.resolve("out/run.json")), record);
    return record.getFiguresMap();
  }

  private void age() throws IOException {
    for (String name : files("out").keySet()) {
      Files.setLastModifiedTime(directory.resolve("out").resolve(name), LONG_AGO);
    }
  }

  private List<String> stayed() throws IOException {
    List<String> stayed = new ArrayList<>();
    for (String name : files("out").keySet()) {
      if (Files.getLastModifiedTime(directory.resolve("out").resolve(name)).equals(LONG_AGO)) {
        stayed.add(name);
      }
    }
    return stayed;
  }
}
