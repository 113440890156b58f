package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ShardManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BadImagesTest {
  @TempDir Path directory;

  @Test
  void badImagesBecomeDeadLettersAndTheGoodOnesAreAllThere() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 20, "a", "b");
    addBadImages(input);
    ShardRun.run(directory, input, "one", ShardRun.settings(1), 4, 2);
    assertThat(ShardRun.ids(ShardRun.records(directory, "one")))
        .hasSize(20)
        .allMatch(id -> id.contains("/image-"));
    List<DeadLetter> letters = ShardRun.deadLetters(directory, "one");
    assertThat(letters.stream().map(letter -> letter.getId() + " " + letter.getReason()))
        .containsExactly("a/cut.jpg truncated", "a/empty.jpg empty", "a/text.jpg not-an-image");
    assertThat(letters).allMatch(letter -> letter.getUri().endsWith(letter.getId()));
    ShardManifest manifest = ShardRun.manifest(directory, "one");
    assertThat(manifest.getImagesSeen()).isEqualTo(23);
    assertThat(manifest.getDeadLetters()).isEqualTo(3);
    assertThat(manifest.getDeadLettersByReasonMap())
        .containsOnlyKeys("empty", "not-an-image", "truncated");
  }

  @Test
  void shardsOfBadImagesOnlyLeaveNoGapInTheNames() throws Exception {
    Path input = TestImages.folder(directory.resolve("in"), 3, "a");
    addBadImages(input);
    SortedMap<String, String> files =
        ShardRun.run(directory, input, "one", ShardRun.settings(1), 6, 2);
    assertThat(files.keySet())
        .contains("x-train.tfrecord-00000-of-00003", "x-train.tfrecord-00002-of-00003")
        .hasSize(8);
  }

  @Test
  void tooManyBadImagesFailTheRunWithoutAManifest() {
    Path input = TestImages.folder(directory.resolve("in"), 2, "a");
    addBadImages(input);
    assertThatThrownBy(() -> ShardRun.run(directory, input, "one", ShardRun.settings(1), 1, 2))
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
    Pipeline pipeline = ShardRun.pipeline(2);
    PCollectionView<List<String>> names = ShardRun.noLabelNames(pipeline);
    pipeline
        .apply(Create.of(one, other).withCoder(MessageCoder.of(ImageReference.class)))
        .apply(ShardRun.shards(directory, "one", ShardRun.settings(1), 2, names));
    assertThatThrownBy(pipeline::run)
        .rootCause()
        .isInstanceOf(DuplicateImageException.class)
        .hasMessageContaining("'same'")
        .hasMessageContaining("/in/1.jpg and of /in/2.jpg");
  }

  private static void addBadImages(Path input) {
    byte[] jpeg = TestImages.jpeg(60, 60, 1);
    TestImages.write(input.resolve("a/empty.jpg"), new byte[0]);
    TestImages.write(input.resolve("a/text.jpg"), "hello".getBytes(StandardCharsets.UTF_8));
    TestImages.write(input.resolve("a/cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
  }
}
