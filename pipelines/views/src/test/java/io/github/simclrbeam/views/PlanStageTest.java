package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanStageTest {
  private static final String PRICES = "--prices=../../infra/dataflow/prices.json";

  @TempDir Path directory;

  @Test
  void aPlanSaysWhatViewsThenMakeAndTheRunKeepsIt() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 12);
    Files.writeString(directory.resolve("in/bad.jpg"), "no image");
    List<String> options =
        List.of("--recipe=simclr-cifar10", "--encoding=png", "--shardBytes=12000");
    String json = plan(with(options, "--json=true", "--save=" + directory.resolve("plan.json")));
    assertThat(directory.resolve("plan.json")).hasContent(json);
    JsonObject plan = JsonParser.parseString(json).getAsJsonObject();

    ViewsStage.run(
        OptionsParser.parse(
            ViewsOptions.class,
            with(
                options,
                "--output=" + directory.resolve("out"),
                "--predicted=" + directory.resolve("plan.json"))));
    ShardManifest manifest = ManifestFiles.read(directory.resolve("out").toString());
    assertThat(plan.get("images").getAsLong()).isEqualTo(manifest.getImagesSeen()).isEqualTo(13);
    assertThat(plan.get("records").getAsLong()).isEqualTo(manifest.getRecords()).isEqualTo(12);
    assertThat(plan.get("shards").getAsInt()).isEqualTo(manifest.getPlannedShards());
    assertThat(manifest.getPlannedShards()).isGreaterThan(2);
    // Every image was looked at.
    assertThat(plan.get("bytes").getAsLong())
        .isEqualTo(manifest.getShardsList().stream().mapToLong(shard -> shard.getBytes()).sum());
    RunRecord.Builder record = RunRecord.newBuilder();
    ProtoJson.parse(Files.readString(directory.resolve("out/run.json")), record);
    assertThat(record.getPredictedMap()).containsEntry("images", 12.0);
    assertThat(record.getFiguresMap().keySet()).containsAll(record.getPredictedMap().keySet());
  }

  @Test
  void aPlanWritesNothingAndHasATable() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    String table = plan(with(List.of("--recipe=simclr-cifar10"), PRICES, "--workers=2"));
    assertThat(table)
        .contains("images                      3  counted")
        .contains("records                     3  every image was looked at")
        .contains("shards                      1  as views will make them")
        .contains("time here")
        .contains("2 workers of n2-standard-4")
        .contains("us-central1, prices of");
    try (Stream<Path> paths = Files.list(directory)) {
      assertThat(paths).containsExactly(directory.resolve("in"));
    }
  }

  @Test
  void anInputOfNoImagesHasAPlanOfNothing() throws Exception {
    Files.createDirectory(directory.resolve("in"));
    JsonObject plan =
        JsonParser.parseString(plan(with(List.of(), "--json=true", PRICES))).getAsJsonObject();
    assertThat(plan.get("images").getAsLong()).isZero();
    assertThat(plan.get("shards").getAsLong()).isZero();
    assertThat(plan.get("bytes").getAsLong()).isZero();
  }

  @Test
  void theProblemsAreThoseOfViewsAndItsOwn() throws Exception {
    Files.createDirectories(directory.resolve("out"));
    Files.writeString(directory.resolve("out/thesis.tex"), "years of work");
    List<String> arguments =
        List.of(
            "--input=" + directory.resolve("nowhere"),
            "--output=" + directory.resolve("out"),
            "--channels=2",
            "--shards=4",
            "--shardBytes=100",
            "--machineType=big",
            "--workers=0",
            "--colour=red",
            PRICES);
    InvalidOptionsException invalid =
        catchThrowableOfType(InvalidOptionsException.class, () -> plan(arguments));
    assertThat(invalid.problems().stream().map(Problem::option))
        .containsExactlyInAnyOrder(
            "--input",
            "--output",
            "--channels",
            "--shardBytes",
            "--machineType",
            "--workers",
            "--colour");
  }

  @Test
  void whatIsNoSavedPlanIsRefusedByViews() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 1);
    for (String text : List.of("", "[]", "{}", "{\"predicted\":{\"bytes\":\"many\"}}")) {
      Path file = Files.writeString(directory.resolve("plan.json"), text);
      Problems problems = new Problems();
      Predicted.read(file.toString(), problems);
      assertThat(problems.found()).as(text).singleElement().asString().contains("--predicted");
    }
  }

  private List<String> with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    all.add("--input=" + directory.resolve("in"));
    return all;
  }

  private static String plan(List<String> arguments) throws IOException {
    Problems problems = new Problems();
    return PlanStage.run(
        OptionsParser.parse(PlanOptions.class, arguments, problems), problems, 0.2);
  }
}
