package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanShardsTest {
  private static final long SEED = 5;

  @TempDir Path directory;

  @Test
  void noImagesMakeNoShards() {
    check(List.of(), ShardSizing.of(0, 100, 1_000), new ShardPlan(0, 0, 1, List.of()));
    check(List.of(), ShardSizing.of(8, 100, 1_000), new ShardPlan(0, 0, 1, List.of()));
  }

  @Test
  void threeImagesForEightShardsMakeThreeShardsOfOne() {
    List<ImageReference> images = images(3);
    List<Long> hashes =
        images.stream().map(PlanShardsTest::hash).sorted(Long::compareUnsigned).toList();
    check(images, ShardSizing.of(8, 100, 1_000), new ShardPlan(3, 3, 1, hashes));
  }

  @Test
  void theNumberOfShardsFollowsFromTheRecordsOfTheImagesOfTheLowestHashes() throws Exception {
    List<ImageReference> images = new ArrayList<>(images(40));
    images.sort(Comparator.comparing(PlanShardsTest::hash, Long::compareUnsigned));
    // Of the 32 that are looked at one is bad; of the others none is there at all.
    Files.write(path(images.get(0)), "no image".getBytes(StandardCharsets.UTF_8));
    for (int i = 1; i < 32; i++) {
      Files.write(path(images.get(i)), TestImages.jpeg(20 + i, 30, i));
    }
    long bytes = 0;
    MakeViews makeViews = MakeViews.with(settings());
    try (ReadImage read = ReadImage.withChannels(3, DecodeSettings.DEFAULT)) {
      for (ImageReference image : images.subList(1, 32)) {
        bytes +=
            RecordBytes.of(
                makeViews.of((DecodedImage) read.read(image, makeViews.reductions(image.getId()))));
      }
    }
    long mean = (bytes + 30) / 31;
    // Shards of eight mean records each: 40 images make five, and with a byte less six.
    checkShards(images, 8 * mean, 5);
    checkShards(images, 8 * mean - 1, 6);
  }

  @Test
  void withoutAUsableImageInTheSampleTheExpectedSizeDecides() {
    checkShards(images(40), 1_000, 4);
  }

  private void checkShards(List<ImageReference> images, long shardBytes, int shards) {
    Pipeline pipeline = pipeline();
    PAssert.thatSingleton(plan(pipeline, images, ShardSizing.of(0, 100, shardBytes)))
        .satisfies(
            plan -> {
              assertThat(plan.shards()).isEqualTo(shards);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static void check(List<ImageReference> images, ShardSizing sizing, ShardPlan expected) {
    Pipeline pipeline = pipeline();
    PAssert.thatSingleton(plan(pipeline, images, sizing)).isEqualTo(expected);
    pipeline.run().waitUntilFinish();
  }

  private static PCollection<ShardPlan> plan(
      Pipeline pipeline, List<ImageReference> images, ShardSizing sizing) {
    PCollectionView<ShardPlan> plan =
        pipeline
            .apply(Create.of(images).withCoder(MessageCoder.of(ImageReference.class)))
            .apply(PlanShards.ofViews(settings(), DecodeSettings.DEFAULT, sizing));
    return pipeline
        .apply("Once", Create.of(0))
        .apply("Plan", ParDo.of(new PlanFn(plan)).withSideInputs(plan))
        .setCoder(SerializableCoder.of(ShardPlan.class));
  }

  private static final class PlanFn extends DoFn<Integer, ShardPlan> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<ShardPlan> plan;

    PlanFn(PCollectionView<ShardPlan> plan) {
      this.plan = plan;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(context.sideInput(plan));
    }
  }

  private static Pipeline pipeline() {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setTargetParallelism(4);
    return Pipeline.create(options);
  }

  private static ViewSettings settings() {
    return new ViewSettings(
        RecipeMessages.toMessage(Recipes.named("simclr-cifar10")),
        12,
        3,
        2,
        0,
        ViewEncoding.PNG,
        SEED);
  }

  /** References to files that are not there. */
  private List<ImageReference> images(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                ImageReference.newBuilder()
                    .setId(i + ".jpg")
                    .setUri(directory.resolve(i + ".jpg").toString())
                    .setWholeFile(true)
                    .build())
        .toList();
  }

  private static Path path(ImageReference image) {
    return Path.of(image.getUri());
  }

  private static long hash(ImageReference image) {
    return new ImageOrder(SEED).hash(image.getId());
  }
}
