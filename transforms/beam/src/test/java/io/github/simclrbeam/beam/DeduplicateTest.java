package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeduplicateTest {
  @TempDir Path directory;

  /** Forty images of which the odd ones are number 1 and the others differ. */
  private List<ImageReference> images() {
    List<ImageReference> images = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      images.add(image("image-%02d".formatted(i), TestImages.png(8, 8, i % 2 == 1 ? 1 : i)));
    }
    return images;
  }

  @ParameterizedTest(name = "shuffled with seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theSmallestIdStaysInWhateverOrderImagesArrive(long seed) {
    List<ImageReference> images = images();
    Collections.shuffle(images, new Random(seed));
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple told = apply(pipeline, images, Duplicates.DROP);
    List<String> kept = new ArrayList<>(List.of("image-01"));
    List<String> dropped = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      if (i % 2 == 0) {
        kept.add("image-%02d".formatted(i));
      } else if (i > 1) {
        dropped.add("image-%02d left out: identical to image-01".formatted(i));
      }
    }
    expect(told, kept, dropped);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void listingKeepsEveryImage() {
    List<ImageReference> images = images().subList(0, 6);
    Pipeline pipeline = Pipeline.create();
    expect(
        apply(pipeline, images, Duplicates.LIST),
        images.stream().map(ImageReference::getId).toList(),
        List.of("image-03 identical to image-01", "image-05 identical to image-01"));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void whatCannotBeReadPassesThrough() {
    ImageReference missing =
        ImageReference.newBuilder().setId("a").setUri("/nowhere").setWholeFile(true).build();
    List<ImageReference> images = List.of(missing, missing.toBuilder().setId("b").build());
    Pipeline pipeline = Pipeline.create();
    expect(apply(pipeline, images, Duplicates.DROP), List.of("a", "b"), List.of());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void labelsThatDifferAreSaid() {
    DuplicateWarnings warnings = new DuplicateWarnings(false, List.of("cat", "dog"));
    ImageReference cat = ImageReference.newBuilder().setId("a").setLabel(0).build();
    ImageReference dog = ImageReference.newBuilder().setId("b").setLabel(1).build();
    ImageReference none = ImageReference.newBuilder().setId("c").build();
    assertThat(warnings.of(dog, cat).getMessage())
        .isEqualTo("identical to a, but labelled dog while that is labelled cat");
    assertThat(warnings.of(none, cat).getMessage())
        .isEqualTo("identical to a, but without a label while that is labelled cat");
    assertThat(warnings.of(cat.toBuilder().setId("d").build(), cat).getMessage())
        .isEqualTo("identical to a");
  }

  @Test
  void idsThatClashAreNotHiddenByLeavingOneOut() {
    ImageReference one = ImageReference.newBuilder().setId("same").setUri("/1").build();
    ImageReference other = ImageReference.newBuilder().setId("same").setUri("/2").build();
    assertThatThrownBy(() -> EqualImages.byContent(List.of(KV.of("d", one), KV.of("d", other))))
        .isInstanceOf(DuplicateImageException.class)
        .hasMessageContaining("/1 and of /2");
  }

  /** Capitals come before small letters: by code units, not by a language's rules. */
  @Test
  void idsAreComparedAsStringsAre() {
    List<KV<String, ImageReference>> images = new ArrayList<>();
    for (String id : List.of("b", "a10", "a9", "Z")) {
      images.add(KV.of("d", ImageReference.newBuilder().setId(id).build()));
    }
    assertThat(EqualImages.byContent(images))
        .singleElement()
        .satisfies(
            same ->
                assertThat(same.stream().map(ImageReference::getId))
                    .containsExactly("Z", "a10", "a9", "b"));
  }

  private ImageReference image(String id, byte[] bytes) {
    Path file = TestImages.write(directory.resolve(id + ".png"), bytes);
    return ImageReference.newBuilder().setId(id).setUri(file.toString()).setWholeFile(true).build();
  }

  private static PCollectionTuple apply(
      Pipeline pipeline, List<ImageReference> images, Duplicates duplicates) {
    PCollectionView<List<String>> names = ShardRun.noLabelNames(pipeline);
    return pipeline
        .apply(Create.of(images).withCoder(MessageCoder.of(ImageReference.class)))
        .apply(Deduplicate.of(duplicates, 1 << 20, names));
  }

  private static void expect(PCollectionTuple told, List<String> kept, List<String> warned) {
    PAssert.that(
            told.get(Deduplicate.IMAGES)
                .apply(MapElements.into(TypeDescriptors.strings()).via(ImageReference::getId)))
        .containsInAnyOrder(kept);
    PAssert.that(
            told.get(Deduplicate.WARNINGS)
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via((ImageWarning w) -> w.getId() + " " + w.getMessage())))
        .containsInAnyOrder(warned);
  }
}
