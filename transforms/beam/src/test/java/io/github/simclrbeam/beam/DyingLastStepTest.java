package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last step is killed at each of its operations on files in turn, and done again. */
final class DyingLastStepTest {
  private static final ViewSettings SETTINGS =
      new ViewSettings(RecipeMessages.toMessage(Recipes.none()), 8, 3, 1, 0, ViewEncoding.RAW, 1);
  private static final ShardPlan PLAN = new ShardPlan(10, 3, 1, List.of());

  @TempDir Path directory;
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<ImageWarning> warnings =
      List.of(ImageWarning.newBuilder().setId("a").setReason("salvaged").build());
  private final List<ShardFile> shards = new ArrayList<>();

  @BeforeEach
  void makeShards() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    Path input = TestImages.folder(directory.resolve("in"), 9);
    TestImages.write(input.resolve("empty.jpg"), new byte[0]);
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(input.toString(), SourceSettings.DEFAULT).forEach(images::add);
    ShardDestination made = destination("made");
    List<ImageReference> ordered = ChunkOrder.of(1, images);
    for (int shard = 0; shard < 3; shard++) {
      try (WriteChunk write = new WriteChunk(SETTINGS, DecodeSettings.DEFAULT, made)) {
        List<ImageReference> its = ordered.subList(3 * shard, shard == 2 ? 10 : 3 * shard + 3);
        ChunkFile chunk = write.write(shard, shard, its, letters::add, warning -> {});
        shards.add(JoinChunks.join(shard, List.of(chunk), made));
      }
    }
    // What attempts left behind, and a shard of an interrupted run over another input.
    TestImages.write(directory.resolve("made/.tmp/chunk-1-half"), new byte[3]);
    TestImages.write(directory.resolve("made/x-train.tfrecord-00000-of-00009"), new byte[3]);
  }

  @AfterEach
  void endFaults() {
    FaultyFiles.follow(FaultPlan.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPlan.Strike.class,
      names = {"BEFORE", "MIDWAY", "AFTER"})
  void theEndIsTheSame(FaultPlan.Strike kind) throws Exception {
    Map<String, String> undisturbed = finished("undisturbed");
    assertThat(undisturbed).hasSize(8).containsKeys("manifest.json", "warnings.jsonl");
    int operation = 0;
    while (true) {
      String output = kind + "-" + operation;
      Path copy = copied(output);
      FaultPlan plan = FaultPlan.at(operation, kind);
      FaultyFiles.follow(plan);
      if (endsWell(output)) {
        break;
      }
      assertThat(plan.struck()).isEqualTo(1);
      finish(output);
      assertThat(digests(copy)).as("killed at operation %d", operation).isEqualTo(undisturbed);
      operation++;
    }
    // Two of dead letters, two of warnings, three renames, one shard to remove, two of the
    // manifest, and the temporary files.
    assertThat(operation).isGreaterThan(10);
  }

  private boolean endsWell(String output) throws IOException {
    try {
      finish(output);
      return true;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("fault");
      return false;
    }
  }

  private Map<String, String> finished(String output) throws IOException {
    Path copy = copied(output);
    finish(output);
    return digests(copy);
  }

  private void finish(String output) throws IOException {
    ShardDestination destination = destination(output);
    List<ShardFile> moved =
        shards.stream()
            .map(
                file ->
                    new ShardFile(
                        file.shard(),
                        file.uri().replace("/made/", "/" + output + "/"),
                        file.kept(),
                        file.facts()))
            .toList();
    new FinishShards(SETTINGS, destination, 0.5).finish(PLAN, List.of(), moved, letters, warnings);
  }

  private ShardDestination destination(String output) {
    return new ShardDestination("faulty:" + directory.resolve(output), "x", "train");
  }

  private Path copied(String output) throws IOException {
    Path copy = directory.resolve(output);
    for (Path file : files(directory.resolve("made"))) {
      Path to = copy.resolve(directory.resolve("made").relativize(file));
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
    return copy;
  }

  private static Map<String, String> digests(Path output) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files(output)) {
      digests.put(output.relativize(file).toString(), ContentDigest.of(Files.readAllBytes(file)));
    }
    return digests;
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> paths = Files.walk(below)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
