package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.shards.Verification;
import io.github.simclrbeam.shards.ViewRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.TFRecordIO;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MakeViewShardsTest {
  @TempDir Path directory;

  @Test
  void twoRunsAreByteIdenticalWithOneAndWithEightThreads() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 210, "a", "b", "c");
    SortedMap<String, String> one =
        ShardRun.run(directory, input, "one", ShardRun.settings(1), 16, 1);
    SortedMap<String, String> eight =
        ShardRun.run(directory, input, "eight", ShardRun.settings(1), 16, 8);
    assertThat(one).hasSize(21).isEqualTo(eight);
    assertThat(one.keySet())
        .contains("x-train.tfrecord-00000-of-00016", "x-train.tfrecord-00015-of-00016")
        .contains("manifest.json", "dead-letters.jsonl")
        .contains("dataset_info.json", "features.json", "label.labels.txt");
    assertThat(Verification.verify(directory.resolve("one").toString())).isEmpty();
  }

  @Test
  void anotherSeedGivesOtherViewsInAnotherOrder() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 12);
    ShardRun.run(directory, input, "one", ShardRun.settings(1), 1, 2);
    ShardRun.run(directory, input, "two", ShardRun.settings(2), 1, 2);
    List<ViewRecord> one = ShardRun.records(directory, "one");
    List<ViewRecord> two = ShardRun.records(directory, "two");
    assertThat(ShardRun.ids(one))
        .isNotEqualTo(ShardRun.ids(two))
        .containsExactlyInAnyOrderElementsOf(ShardRun.ids(two));
    ViewRecord same = two.stream().filter(r -> r.id().equals(one.get(0).id())).findFirst().get();
    assertThat(same.views().get(0)).isNotEqualTo(one.get(0).views().get(0));
  }

  @Test
  void shardsOfManyChunksHoldEveryImageOnceInOrder() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 70, "a", "b");
    ShardRun.run(directory, input, "one", ShardRun.settings(1), 2, 4);
    ShardRun.run(directory, input, "other", ShardRun.settings(1), 1, 4);
    assertThat(ShardRun.ids(ShardRun.records(directory, "one")))
        .hasSize(70)
        .doesNotHaveDuplicates();
    // The order is global: another number of shards cuts the same order elsewhere.
    assertThat(ShardRun.ids(ShardRun.records(directory, "one")))
        .isEqualTo(ShardRun.ids(ShardRun.records(directory, "other")));
    assertThat(ShardRun.records(directory, "one").get(0).views()).hasSize(2);
    ShardManifest manifest = ShardRun.manifest(directory, "one");
    long lower =
        ShardRun.ids(ShardRun.records(directory, "one")).stream()
            .filter(id -> new ImageOrder(1).hash(id) >= 0)
            .count();
    assertThat(manifest.getShardsList().stream().map(Shard::getRecords))
        .containsExactly(lower, 70 - lower);
    assertThat(manifest.getLabelNamesList()).containsExactly("a", "b");
    assertThat(manifest.getRecords()).isEqualTo(70);
    assertThat(manifest.getImagesSeen()).isEqualTo(70);
    assertThat(manifest.getLibrariesMap()).containsKeys("simclr-beam", "opencv");
    assertThat(manifest.getLibrariesMap().get("simclr-beam")).doesNotContain("$");
  }

  @Test
  void theInputDigestIsThatOfIdsAndContents() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 20);
    ShardRun.run(directory, input, "one", ShardRun.settings(1), 1, 2);
    StringBuilder lines = new StringBuilder();
    for (String id : ShardRun.ids(ShardRun.records(directory, "one"))) {
      String digest = ContentDigest.of(Files.readAllBytes(input.resolve(id)));
      lines.append(id).append(" - ").append(digest).append('\n');
    }
    assertThat(ShardRun.manifest(directory, "one").getShards(0).getInputDigest())
        .isEqualTo(ContentDigest.of(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void beamsOwnReaderReadsTheShards() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 25);
    ShardRun.run(directory, input, "one", ShardRun.settings(1), 3, 2);
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(true);
    PAssert.thatSingleton(
            pipeline
                .apply(TFRecordIO.read().from(directory + "/one/x-train.tfrecord-*"))
                .apply(Count.globally()))
        .isEqualTo(25L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anImageMoreAndAnImageLessChangeOneShardEach() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 60);
    SortedMap<String, String> before =
        ShardRun.run(directory, input, "one", ShardRun.settings(1), 4, 2);
    TestImages.write(input.resolve("new.png"), TestImages.png(30, 30, 1));
    SortedMap<String, String> more =
        ShardRun.run(directory, input, "more", ShardRun.settings(1), 4, 2);
    assertThat(changed(before, more)).hasSize(1);
    Files.delete(input.resolve("image-0007.jpg"));
    assertThat(changed(more, ShardRun.run(directory, input, "less", ShardRun.settings(1), 4, 2)))
        .hasSize(1);
  }

  private static List<String> changed(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    assertThat(after).containsOnlyKeys(before.keySet());
    return before.keySet().stream()
        .filter(file -> file.contains(".tfrecord-") && !before.get(file).equals(after.get(file)))
        .toList();
  }

  @Test
  void threeImagesForEightShardsMakeThreeFiles() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 3);
    assertThat(ShardRun.run(directory, input, "one", ShardRun.settings(1), 8, 2).keySet())
        .containsExactly(
            "dataset_info.json",
            "dead-letters.jsonl",
            "features.json",
            "manifest.json",
            "x-train.tfrecord-00000-of-00003",
            "x-train.tfrecord-00001-of-00003",
            "x-train.tfrecord-00002-of-00003");
  }

  @Test
  void noImagesMakeAValidManifestOfNoShards() throws Exception {
    Path input =
        TestImages.write(directory.resolve("in/images-idx3-ubyte"), TestImages.idx(0, 4, 4));
    assertThat(ShardRun.run(directory, input, "one", ShardRun.settings(1), 8, 2).keySet())
        .containsExactly(
            "dataset_info.json", "dead-letters.jsonl", "features.json", "manifest.json");
    assertThat(ShardRun.manifest(directory, "one").getRecords()).isZero();
    assertThat(Verification.verify(directory.resolve("one").toString())).isEmpty();
  }

  @Test
  void plainAndCompressedIdxFilesOfOneNameGiveEqualShards() throws Exception {
    byte[] images = TestImages.idx(40, 8, 8);
    byte[] labels = TestImages.idx(40);
    TestImages.write(directory.resolve("plain/x-images-idx3-ubyte"), images);
    TestImages.write(directory.resolve("plain/x-labels-idx1-ubyte"), labels);
    TestImages.write(directory.resolve("gz/x-images-idx3-ubyte.gz"), TestImages.gzip(images));
    TestImages.write(directory.resolve("gz/x-labels-idx1-ubyte.gz"), TestImages.gzip(labels));
    SortedMap<String, String> plain =
        ShardRun.run(directory, directory.resolve("plain"), "one", gray(), 3, 2);
    assertThat(plain)
        .isEqualTo(ShardRun.run(directory, directory.resolve("gz"), "two", gray(), 3, 2));
    assertThat(ShardRun.manifest(directory, "one").getChannels()).isEqualTo(1);
    assertThat(ShardRun.records(directory, "one"))
        .allMatch(r -> r.id().endsWith("%05d".formatted(r.label().getAsInt())));
  }

  @Test
  void theShardsOfAFixedInputHaveTheBytesTheyAlwaysHad() throws Exception {
    TestImages.write(directory.resolve("in/x-images"), TestImages.idx(30, 9, 11));
    ViewSettings settings =
        new ViewSettings(
            RecipeMessages.toMessage(Recipes.named("fashion-mnist")),
            10,
            1,
            2,
            0,
            ViewEncoding.RAW,
            7);
    ShardRun.run(directory, directory.resolve("in"), "one", settings, 3, 2);
    assertThat(ShardRun.manifest(directory, "one").getRootDigest())
        .isEqualTo("4afe49735a16698d41b85824e95eb2328cd3c15abb60f616c3c154b96d536908");
  }

  @Test
  void everyCollectionOfMessagesUsesTheirOwnCoder() {
    Pipeline pipeline = ShardRun.pipeline(1);
    PCollectionTuple found =
        pipeline.apply(ListImages.of(ShardRun.input(Path.of("unused")), "unused"));
    PCollectionView<List<String>> names =
        found.get(ListImages.LABEL_NAMES).apply(View.asSingleton());
    found
        .get(ListImages.IMAGES)
        .apply(ShardRun.shards(directory, "one", ShardRun.settings(1), 1, names));
    List<Coder<?>> coders = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitValue(PValue value, TransformHierarchy.Node producer) {
            if (value instanceof PCollection<?> collection) {
              coders.add(collection.getCoder());
            }
          }
        });
    assertThat(coders).hasSizeGreaterThan(10);
    for (int i = 0; i < coders.size(); i++) {
      coders.addAll(coders.get(i).getCoderArguments());
      assertThat(
              coders.get(i) instanceof SerializableCoder<?> java
                  && Message.class.isAssignableFrom(java.getRecordType()))
          .as(coders.get(i).toString())
          .isFalse();
    }
  }

  private static ViewSettings gray() {
    return new ViewSettings(
        RecipeMessages.toMessage(Recipes.named("fashion-mnist")), 8, 1, 3, 2, ViewEncoding.PNG, 7);
  }
}
