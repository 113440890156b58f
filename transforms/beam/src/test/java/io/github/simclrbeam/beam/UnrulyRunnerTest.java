package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.Animations;
import io.github.simclrbeam.images.DecodeLimits;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Truncated;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a runner does: the bytes are those of a plain run. */
final class UnrulyRunnerTest {
  private static final ViewSettings SETTINGS =
      new ViewSettings(
          RecipeMessages.toMessage(Recipes.named("simclr-cifar10")),
          12,
          3,
          2,
          0,
          ViewEncoding.PNG,
          5);
  private static final DecodeSettings DECODE =
      new DecodeSettings(
          DecodeLimits.DEFAULT,
          DecodeSettings.DEFAULT.background(),
          Truncated.SALVAGE,
          Animations.FIRST_FRAME);

  /** Shards of three chunks each. */
  private static final ShardSizing SIZING = ShardSizing.of(3, SETTINGS.bytesPerImage(), 1);

  @TempDir static Path directory;
  private static List<ImageReference> images;
  private static SortedMap<String, String> plain;

  @BeforeAll
  static void runPlainly() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    Path input = TestImages.folder(directory.resolve("in"), 110);
    byte[] jpeg = TestImages.jpeg(60, 60, 1);
    TestImages.write(input.resolve("empty.jpg"), new byte[0]);
    TestImages.write(input.resolve("text.jpg"), "hello".getBytes(StandardCharsets.UTF_8));
    TestImages.write(input.resolve("cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
    images = new ArrayList<>();
    ImageSource.open(input.toString(), SourceSettings.DEFAULT).forEach(images::add);
    plain = plainRun(1);
    assertThat(plain).hasSize(8).containsKeys("dead-letters.jsonl", "warnings.jsonl");
  }

  @AfterEach
  void endFaults() {
    FaultyFiles.follow(FaultPlan.NONE);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theBytesAreThoseOfAPlainRun(long seed) throws Exception {
    Path output = directory.resolve("unruly-" + seed);
    FaultPlan faults = new FaultPlan(seed, 40, 8);
    FaultyFiles.follow(faults);
    UnrulyRunner runner = new UnrulyRunner(finish("faulty:" + output), DECODE, SIZING, seed);
    runner.run(images, List.of());
    assertThat(faults.struck()).isEqualTo(40);
    assertThat(runner.kills()).isGreaterThan(30);
    assertThat(digests(output)).as("seed %d", seed).isEqualTo(plain);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 7})
  void soAreThoseOfAPlainRunOnOtherNumbersOfThreads(int threads) throws IOException {
    assertThat(plainRun(threads)).isEqualTo(plain);
  }

  private static FinishShards finish(String output) {
    return new FinishShards(SETTINGS, new ShardDestination(output, "x", "train"), 0.5);
  }

  private static SortedMap<String, String> plainRun(int threads) throws IOException {
    Path output = directory.resolve("plain-" + threads);
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setTargetParallelism(threads);
    Pipeline pipeline = Pipeline.create(options);
    PCollectionView<List<String>> names = ShardRun.noLabelNames(pipeline);
    pipeline
        .apply(Create.of(images).withCoder(MessageCoder.of(ImageReference.class)))
        .apply(
            MakeViewShards.of(
                SETTINGS,
                DECODE,
                SIZING,
                new ShardDestination(output.toString(), "x", "train"),
                0.5,
                names));
    pipeline.run().waitUntilFinish();
    return digests(output);
  }

  /** Returns the digests of all files below the directory, those of {@code .tmp} too. */
  private static SortedMap<String, String> digests(Path output) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(path).toString(), ContentDigest.of(Files.readAllBytes(path)));
      }
    }
    return files;
  }
}
