package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtendedViewsTest {
  private static final List<String> MADE =
      List.of(
          "--recipe=simclr-cifar10",
          "--jitterStrength=0.7",
          "--blurProbability=0.5",
          "--imageSize=12",
          "--seed=5",
          "--dataset=sea",
          "--background=102030");

  @TempDir Path directory;

  @Test
  void twoAndTwoViewsAreTheFourOfOneRunRecordByRecord() throws Exception {
    make("four", "--viewsPerImage=4", "--shards=3");
    make("a", "--viewsPerImage=2", "--shards=3");
    String said = TestRun.views("--extends=" + at("a"), "--output=" + at("b"));
    List<ViewRecord> four = TestRun.records(directory.resolve("four"));
    List<ViewRecord> a = TestRun.records(directory.resolve("a"));
    List<ViewRecord> b = TestRun.records(directory.resolve("b"));
    assertThat(four).hasSize(9);
    for (int i = 0; i < 9; i++) {
      assertThat(a.get(i).id()).isEqualTo(four.get(i).id());
      assertThat(b.get(i).id()).isEqualTo(four.get(i).id());
      assertThat(both(a.get(i), b.get(i))).containsExactlyElementsOf(four.get(i).views());
      assertThat(b.get(i).parameters()).isEqualTo(four.get(i).parameters().subList(2, 4));
    }
    assertThat(manifest("b").getShardsList().stream().map(Shard::getRecords).toList())
        .isEqualTo(manifest("four").getShardsList().stream().map(Shard::getRecords).toList());
    assertThat(said)
        .contains("just the images of " + at("a"))
        .contains("train --views=%s,%s".formatted(at("a"), at("b")));
  }

  @Test
  void whatIsNotGivenIsAsItWasThere() throws Exception {
    make("a", "--viewsPerImage=3", "--encoding=png", "--truncated=salvage", "--shards=2");
    TestRun.views("--extends=" + at("a"), "--output=" + at("b"));
    ShardManifest a = manifest("a");
    assertThat(manifest("b"))
        .isEqualTo(
            a.toBuilder()
                .setFirstView(3)
                .clearShards()
                .addAllShards(manifest("b").getShardsList())
                .setRootDigest(manifest("b").getRootDigest())
                .setManifestDigest(manifest("b").getManifestDigest())
                .build());
    assertThat(configuration("b"))
        .containsAllEntriesOf(
            Map.of(
                "extends", at("a"),
                "input", at("in"),
                "jitterStrength", "0.7",
                "background", "102030",
                "truncated", "salvage",
                "firstView", "3"));
  }

  @Test
  void whatMayDifferIsTakenAsGiven() throws Exception {
    make("a", "--viewsPerImage=2");
    TestRun.views(
        "--extends=" + at("a"),
        "--output=" + at("b"),
        "--viewsPerImage=1",
        "--firstView=7",
        "--encoding=png",
        "--dataset=lake");
    ShardManifest b = manifest("b");
    assertThat(b.getViewsPerImage()).isEqualTo(1);
    assertThat(b.getFirstView()).isEqualTo(7);
    assertThat(b.getEncoding()).isEqualTo("png");
    assertThat(b.getDataset()).isEqualTo("lake");
    assertThat(b.getSeed()).isEqualTo(5);
  }

  @Test
  void anExtensionCanBeExtended() throws Exception {
    make("a", "--viewsPerImage=2");
    TestRun.views("--extends=" + at("a"), "--output=" + at("b"), "--viewsPerImage=1");
    TestRun.views("--extends=" + at("b"), "--output=" + at("c"));
    assertThat(manifest("c").getFirstView()).isEqualTo(3);
    assertThat(manifest("c").getViewsPerImage()).isEqualTo(1);
    assertThat(manifest("c").getRecipe()).isEqualTo(manifest("a").getRecipe());
    assertThat(TestRun.ids(directory.resolve("c"))).isEqualTo(TestRun.ids(directory.resolve("a")));
  }

  @Test
  void whatKeepsThemFromBeingReadTogetherIsRefusedWithBothValues() throws Exception {
    make("a", "--viewsPerImage=2");
    Map<String, String> refused =
        Map.of(
            "--seed=0", "--seed: must be 5 as in A, but was: 0",
            "--imageSize=13", "--imageSize: must be 12 as in A, but was: 13",
            "--channels=1", "--channels: must be 3 as in A, but was: 1",
            "--shards=4", "--shards: must be 1 as in A, but was: 4",
            "--recipe=none", "--recipe: must be simclr-cifar10 as in A, but was: none",
            "--jitterStrength=0.5", "--jitterStrength: must be 0.7 as in A, but was: 0.5",
            "--blurProbability=0", "--blurProbability: must be 0.5 as in A, but was: 0.0",
            "--cropMinArea=0.5", "--cropMinArea: must be 0.08 as in A, but was: 0.5",
            "--firstView=1",
                "--firstView: must leave out views 0 to 1, which A holds, but was: 1, with 2 views",
            "--shardBytes=9",
                "--shardBytes: must not be given with --extends: the shards are as in A, 1");
    for (Map.Entry<String, String> option : refused.entrySet()) {
      assertThat(TestRun.problems("--extends=" + at("a"), "--output=" + at("b"), option.getKey()))
          .first()
          .isEqualTo(option.getValue().replaceFirst("\\bA\\b", at("a")));
    }
    assertThat(directory.resolve("b")).doesNotExist();
  }

  @Test
  void theSameValuesMayBeGivenOnceMore() throws Exception {
    make("a", "--viewsPerImage=2");
    List<String> again = new ArrayList<>(MADE);
    again.addAll(List.of("--extends=" + at("a"), "--output=" + at("b"), "--shards=1"));
    TestRun.views(again.toArray(String[]::new));
    assertThat(manifest("b").getRecipe()).isEqualTo(manifest("a").getRecipe());
  }

  @Test
  void allProblemsAreToldAtOnce() throws Exception {
    make("a", "--viewsPerImage=2");
    assertThat(
            TestRun.problems(
                "--extends=" + at("a"), "--output=" + at("a"), "--seed=1", "--overwrite=true"))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("--seed"))
        .anyMatch(problem -> problem.startsWith("--output: must be another directory"));
    assertThat(TestRun.problems("--extends=" + at("nowhere"), "--output=" + at("b")))
        .singleElement()
        .asString()
        .startsWith("--extends: ")
        .contains("manifest.json is missing");
  }

  @Test
  void withoutARunRecordTheInputMustBeGiven() throws Exception {
    make("a", "--viewsPerImage=2");
    Files.delete(directory.resolve("a/run.json"));
    assertThat(TestRun.problems("--extends=" + at("a"), "--output=" + at("b")))
        .singleElement()
        .asString()
        .startsWith("--input: is missing, and no run.json in " + at("a"));
    TestRun.views("--extends=" + at("a"), "--output=" + at("b"), "--input=" + at("in"));
    assertThat(manifest("b").getRecipe()).isEqualTo(manifest("a").getRecipe());
  }

  @Test
  void imagesThatWereAddedMeanwhileAreTold() throws Exception {
    make("a", "--viewsPerImage=2");
    TestPhotographs.folder(directory.resolve("in"), 10);
    assertThat(TestRun.views("--extends=" + at("a"), "--output=" + at("b")))
        .contains("the images are not just those of %s, which holds 9".formatted(at("a")));
  }

  @Test
  void aGlobThatWasTakenWholeStaysWhole() throws Exception {
    Files.createDirectory(directory.resolve("idx"));
    TestPhotographs.idx(directory.resolve("idx/labelled-images-idx3-ubyte"), 3, 8, 8);
    TestPhotographs.idx(directory.resolve("idx/unlabelled-images-idx3-ubyte"), 5, 8, 8);
    TestRun.views(
        "--input=" + at("idx/{unlabelled,labelled}-images-idx3-ubyte"),
        "--output=" + at("a"),
        "--recipe=fashion-mnist");
    TestRun.views("--extends=" + at("a"), "--output=" + at("b"));
    assertThat(manifest("b").getRecords()).isEqualTo(8);
  }

  @Test
  void labelNamesThatWereGivenStayAsTheyWere() throws Exception {
    for (String label : List.of("cat", "dog")) {
      TestPhotographs.folder(directory.resolve("in").resolve(label), 2);
    }
    Path names = Files.writeString(directory.resolve("names.txt"), "dog\ncat\n");
    TestRun.views(
        "--input=" + at("in"), "--output=" + at("a"), "--imageSize=8", "--labelNames=" + names);
    Files.delete(names);
    TestRun.views("--extends=" + at("a"), "--output=" + at("b"));
    assertThat(manifest("b").getLabelNamesList()).containsExactly("dog", "cat");
  }

  private void make(String output, String... more) throws IOException {
    TestPhotographs.folder(directory.resolve("in"), 9);
    List<String> arguments = new ArrayList<>(MADE);
    arguments.addAll(List.of(more));
    arguments.add("--input=" + at("in"));
    arguments.add("--output=" + at(output));
    TestRun.views(arguments.toArray(String[]::new));
  }

  private static List<byte[]> both(ViewRecord one, ViewRecord other) {
    List<byte[]> views = new ArrayList<>(one.views());
    views.addAll(other.views());
    return views;
  }

  private ShardManifest manifest(String output) throws IOException {
    return ManifestFiles.read(at(output));
  }

  private Map<String, String> configuration(String output) throws IOException {
    RunRecord.Builder record = RunRecord.newBuilder();
    ProtoJson.parse(Files.readString(directory.resolve(output).resolve("run.json")), record);
    return record.getConfigurationMap();
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }
}
