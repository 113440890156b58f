package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.Verification;
import io.github.simclrbeam.shards.ViewRecord;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TFRecordIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
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
    SortedMap<String, String> one = run(input, "one", settings(1), 16, 1);
    SortedMap<String, String> eight = run(input, "eight", settings(1), 16, 8);
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
    run(input, "one", settings(1), 1, 2);
    run(input, "two", settings(2), 1, 2);
    List<ViewRecord> one = records("one");
    List<ViewRecord> two = records("two");
    assertThat(ids(one)).isNotEqualTo(ids(two)).containsExactlyInAnyOrderElementsOf(ids(two));
    ViewRecord same = two.stream().filter(r -> r.id().equals(one.get(0).id())).findFirst().get();
    assertThat(same.views().get(0)).isNotEqualTo(one.get(0).views().get(0));
  }

  @Test
  void shardsOfManyChunksHoldEveryImageOnceInOrder() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 70, "a", "b");
    run(input, "one", settings(1), 2, 4);
    run(input, "other", settings(1), 1, 4);
    assertThat(ids(records("one"))).hasSize(70).doesNotHaveDuplicates();
    // The order is global: another number of shards cuts the same order elsewhere.
    assertThat(ids(records("one"))).isEqualTo(ids(records("other")));
    assertThat(records("one").get(0).views()).hasSize(2);
    ShardManifest manifest = manifest("one");
    long lower = ids(records("one")).stream().filter(id -> new ImageOrder(1).hash(id) >= 0).count();
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
    run(input, "one", settings(1), 1, 2);
    StringBuilder lines = new StringBuilder();
    for (String id : ids(records("one"))) {
      String digest = ContentDigest.of(Files.readAllBytes(input.resolve(id)));
      lines.append(id).append(" - ").append(digest).append('\n');
    }
    assertThat(manifest("one").getShards(0).getInputDigest())
        .isEqualTo(ContentDigest.of(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void beamsOwnReaderReadsTheShards() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 25);
    run(input, "one", settings(1), 3, 2);
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
    SortedMap<String, String> before = run(input, "one", settings(1), 4, 2);
    TestImages.write(input.resolve("new.png"), TestImages.png(30, 30, 1));
    SortedMap<String, String> more = run(input, "more", settings(1), 4, 2);
    assertThat(changed(before, more)).hasSize(1);
    Files.delete(input.resolve("image-0007.jpg"));
    assertThat(changed(more, run(input, "less", settings(1), 4, 2))).hasSize(1);
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
    assertThat(run(input, "one", settings(1), 8, 2).keySet())
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
    assertThat(run(input, "one", settings(1), 8, 2).keySet())
        .containsExactly(
            "dataset_info.json", "dead-letters.jsonl", "features.json", "manifest.json");
    assertThat(manifest("one").getRecords()).isZero();
    assertThat(Verification.verify(directory.resolve("one").toString())).isEmpty();
  }

  @Test
  void badImagesBecomeDeadLettersAndTheGoodOnesAreAllThere() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 20, "a", "b");
    addBadImages(input);
    run(input, "one", settings(1), 4, 2);
    assertThat(ids(records("one"))).hasSize(20).allMatch(id -> id.contains("/image-"));
    List<DeadLetter> letters = deadLetters("one");
    assertThat(letters.stream().map(letter -> letter.getId() + " " + letter.getReason()))
        .containsExactly("a/cut.jpg truncated", "a/empty.jpg empty", "a/text.jpg not-an-image");
    assertThat(letters).allMatch(letter -> letter.getUri().endsWith(letter.getId()));
    ShardManifest manifest = manifest("one");
    assertThat(manifest.getImagesSeen()).isEqualTo(23);
    assertThat(manifest.getDeadLetters()).isEqualTo(3);
    assertThat(manifest.getDeadLettersByReasonMap())
        .containsOnlyKeys("empty", "not-an-image", "truncated");
  }

  @Test
  void shardsOfBadImagesOnlyLeaveNoGapInTheNames() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 3, "a");
    addBadImages(input);
    SortedMap<String, String> files = run(input, "one", settings(1), 6, 2);
    assertThat(files.keySet())
        .contains("x-train.tfrecord-00000-of-00003", "x-train.tfrecord-00002-of-00003")
        .hasSize(8);
  }

  @Test
  void tooManyBadImagesFailTheRunWithoutAManifest() {
    Path input = TestImages.folder(directory.resolve("in"), 2, "a");
    addBadImages(input);
    assertThatThrownBy(() -> run(input, "one", settings(1), 1, 2))
        .rootCause()
        .isInstanceOf(TooManyBadImagesException.class)
        .hasMessageContaining("3 of 5 images")
        .hasMessageContaining("1 empty, 1 not-an-image, 1 truncated")
        .hasMessageContaining("--maxBadFraction=0.5");
    assertThat(directory.resolve("one/manifest.json")).doesNotExist();
    // What is finished stays for a run that allows more.
    assertThat(directory.resolve("one/.tmp")).isNotEmptyDirectory();
    assertThat(directory.resolve("one/dead-letters.jsonl")).isNotEmptyFile();
  }

  @Test
  void twoImagesWithOneIdAreRefusedWithBothNames() {
    ImageReference one =
        ImageReference.newBuilder().setId("same").setUri("/in/1.jpg").setWholeFile(true).build();
    ImageReference other = one.toBuilder().setUri("/in/2.jpg").build();
    Pipeline pipeline = pipeline(2);
    PCollectionView<List<String>> names =
        pipeline
            .apply(
                "Names",
                Create.of(List.<List<String>>of(List.of()))
                    .withCoder(ListCoder.of(StringUtf8Coder.of())))
            .apply(View.asSingleton());
    pipeline
        .apply(Create.of(one, other).withCoder(MessageCoder.of(ImageReference.class)))
        .apply(shards("one", settings(1), 2, names));
    assertThatThrownBy(pipeline::run)
        .rootCause()
        .isInstanceOf(DuplicateImageException.class)
        .hasMessageContaining("'same'")
        .hasMessageContaining("/in/1.jpg and of /in/2.jpg");
  }

  @Test
  void plainAndCompressedIdxFilesOfOneNameGiveEqualShards() throws Exception {
    byte[] images = TestImages.idx(40, 8, 8);
    byte[] labels = TestImages.idx(40);
    TestImages.write(directory.resolve("plain/x-images-idx3-ubyte"), images);
    TestImages.write(directory.resolve("plain/x-labels-idx1-ubyte"), labels);
    TestImages.write(directory.resolve("gz/x-images-idx3-ubyte.gz"), TestImages.gzip(images));
    TestImages.write(directory.resolve("gz/x-labels-idx1-ubyte.gz"), TestImages.gzip(labels));
    SortedMap<String, String> plain = run(directory.resolve("plain"), "one", gray(), 3, 2);
    assertThat(plain).isEqualTo(run(directory.resolve("gz"), "two", gray(), 3, 2));
    assertThat(manifest("one").getChannels()).isEqualTo(1);
    assertThat(records("one"))
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
    run(directory.resolve("in"), "one", settings, 3, 2);
    assertThat(manifest("one").getRootDigest())
        .isEqualTo("4afe49735a16698d41b85824e95eb2328cd3c15abb60f616c3c154b96d536908");
  }

  @Test
  void everyCollectionOfMessagesUsesTheirOwnCoder() {
    Pipeline pipeline = pipeline(1);
    PCollectionTuple found = pipeline.apply(ListImages.of(input(Path.of("unused")), "unused"));
    PCollectionView<List<String>> names =
        found.get(ListImages.LABEL_NAMES).apply(View.asSingleton());
    found.get(ListImages.IMAGES).apply(shards("one", settings(1), 1, names));
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

  private static ViewSettings settings(long seed) {
    return new ViewSettings(
        RecipeMessages.toMessage(Recipes.named("simclr-cifar10")),
        12,
        3,
        2,
        0,
        ViewEncoding.RAW,
        seed);
  }

  private static ViewSettings gray() {
    return new ViewSettings(
        RecipeMessages.toMessage(Recipes.named("fashion-mnist")), 8, 1, 3, 2, ViewEncoding.PNG, 7);
  }

  private static void addBadImages(Path input) {
    byte[] jpeg = TestImages.jpeg(60, 60, 1);
    TestImages.write(input.resolve("a/empty.jpg"), new byte[0]);
    TestImages.write(input.resolve("a/text.jpg"), "hello".getBytes(StandardCharsets.UTF_8));
    TestImages.write(input.resolve("a/cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
  }

  private static Pipeline pipeline(int threads) {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setTargetParallelism(threads);
    return Pipeline.create(options);
  }

  private MakeViewShards shards(
      String output, ViewSettings settings, int shards, PCollectionView<List<String>> names) {
    return MakeViewShards.of(
        settings,
        DecodeSettings.DEFAULT,
        ShardSizing.of(shards, settings.bytesPerImage(), ShardSizing.DEFAULT_SHARD_BYTES),
        new ShardDestination(directory.resolve(output).toString(), "x", "train"),
        0.5,
        names);
  }

  private static InputSettings input(Path input) {
    return new InputSettings(
        input.toString(), SourceSettings.DEFAULT, DecodeSettings.DEFAULT, Optional.empty());
  }

  /** Returns the output's files and the digests of their contents. */
  private SortedMap<String, String> run(
      Path input, String output, ViewSettings settings, int shards, int threads)
      throws IOException {
    Pipeline pipeline = pipeline(threads);
    PCollectionTuple found =
        pipeline.apply(
            ListImages.of(input(input), directory.resolve(output).resolve(".tmp").toString()));
    PCollectionView<List<String>> names =
        found.get(ListImages.LABEL_NAMES).apply(View.asSingleton());
    found.get(ListImages.IMAGES).apply(shards(output, settings, shards, names));
    pipeline.run().waitUntilFinish();
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory.resolve(output))) {
      for (Path path : paths.toList()) {
        // A letter's uri tells where the image was; everything else is the same anywhere.
        files.put(path.getFileName().toString(), ContentDigest.of(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  private ShardManifest manifest(String output) throws IOException {
    return ManifestFiles.read(directory.resolve(output).toString());
  }

  private List<ViewRecord> records(String output) throws IOException {
    List<ViewRecord> records = new ArrayList<>();
    try (RandomAccessShards shards =
        RandomAccessShards.open(directory.resolve(output).toString())) {
      for (int i = 0; i < shards.size(); i++) {
        records.add(shards.read(i));
      }
    }
    return records;
  }

  private List<DeadLetter> deadLetters(String output) throws IOException {
    return StoredFile.readText(directory.resolve(output) + "/dead-letters.jsonl")
        .lines()
        .map(
            line -> {
              DeadLetter.Builder letter = DeadLetter.newBuilder();
              ProtoJson.parse(line, letter);
              return letter.build();
            })
        .toList();
  }

  private static List<String> ids(List<ViewRecord> records) {
    return records.stream().map(ViewRecord::id).toList();
  }
}
