package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TfRecordViewsTest {
  private static final byte[] PNG = TestImages.png(2, 2, 1);

  @TempDir Path directory;

  @Test
  void pixelsAndLabelNamesAreAsTheManifestSays() throws Exception {
    byte[] pixels = {1, 2, 3, 4};
    shard(record("a", OptionalInt.of(1), pixels), record("b", OptionalInt.empty(), pixels));
    ManifestFiles.write(
        directory.toString(),
        ShardManifest.newBuilder()
            .setViewsPerImage(1)
            .setImageSize(2)
            .setChannels(1)
            .setEncoding("raw")
            .addLabelNames("cat")
            .addLabelNames("dog")
            .build());
    ImageSource source = open();
    List<ImageReference> images = references(source);
    assertThat(source.labelNames()).hasValue(List.of("cat", "dog"));
    assertThat(source.channels()).hasValue(1);
    assertThat(source.shorterSide()).hasValue(2);
    assertThat(images.stream().map(i -> i.getId() + " " + i.getLabelName()))
        .containsExactly("a dog", "b ");
    ImageContent.Raw raw = (ImageContent.Raw) ContentReader.upTo(100).read(images.get(1));
    assertThat(raw.pixels()).isEqualTo(pixels);
  }

  @Test
  void encodedViewsNeedNoManifest() throws Exception {
    shard(record("a", OptionalInt.of(1), PNG));
    ImageReference image = references(open()).get(0);
    assertThat(image.getLabelName()).isEqualTo("1");
    assertThat(((ImageContent.Encoded) ContentReader.upTo(1000).read(image)).bytes())
        .isEqualTo(PNG);
  }

  @Test
  void pixelsNeedAManifest() {
    shard(record("a", OptionalInt.of(1), new byte[4]));
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll(directory.toString(), "manifest.json", "shape of their pixels");
  }

  @Test
  void severalViewsAreNoImages() {
    shard(record("a", OptionalInt.of(1), PNG, PNG));
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(
            "holds 2 augmented views an image, not images: train on it or embed it");
  }

  @Test
  void aManifestOfSomethingElseIsRefused() {
    shard(record("a", OptionalInt.of(1), PNG));
    write("manifest.json", "{\"name\": \"an app\"}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("manifest.json cannot be used");
  }

  private static ViewRecord record(String id, OptionalInt label, byte[]... views) {
    return new ViewRecord(id, label, Arrays.asList(views), List.of());
  }

  private void shard(ViewRecord... records) {
    byte[][] data = Arrays.stream(records).map(ViewRecord::toBytes).toArray(byte[][]::new);
    write("set-train.tfrecord-00000-of-00001", ExampleBuilder.records(data));
  }

  private void write(String name, byte[] bytes) {
    TestImages.write(directory.resolve(name), bytes);
  }

  private ImageSource open() throws IOException {
    return ImageSource.open(directory.toString(), SourceSettings.DEFAULT);
  }

  private static List<ImageReference> references(ImageSource source) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    source.forEach(images::add);
    return images;
  }
}
