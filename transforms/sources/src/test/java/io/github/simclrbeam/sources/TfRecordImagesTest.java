package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TfRecordImagesTest {
  private static final byte[] JPEG = TestImages.jpeg(8, 8, 1);
  private static final byte[] PNG = TestImages.png(8, 8, 2);

  @TempDir Path directory;

  @Test
  void imagesAreAddressedInPlainFilesAndCarriedFromCompressedOnes() throws Exception {
    byte[] records =
        ExampleBuilder.file(
            new ExampleBuilder().bytes("image", JPEG).number("label", 1),
            new ExampleBuilder().bytes("image", PNG).number("label", 0));
    List<ImageReference> plain = references("plain/a.tfrecord", records);
    assertThat(ListedImages.lines(plain))
        .containsExactly("a.tfrecord#00000000 1 example", "a.tfrecord#00000001 0 example");
    assertThat(plain.get(0).getExample().getFeature()).isEqualTo("image");
    assertThat(plain.get(1).getExample().getSpan().getOffset())
        .isEqualTo(plain.get(0).getExample().getSpan().getLength());
    assertThat(ListedImages.contents(plain)).containsExactly(JPEG, PNG);
    for (byte[] compressed :
        List.of(TestImages.gzip(records), ExampleBuilder.zlib(records), TarBuilder.zstd(records))) {
      List<ImageReference> carried = references("compressed/a.tfrecord", compressed);
      assertThat(carried).allMatch(ImageReference::hasCarriedEncoded);
      assertThat(ListedImages.contents(carried)).containsExactly(JPEG, PNG);
    }
  }

  @Test
  void tfdsNamesItsLabelsInAFileBeside() throws Exception {
    write("label.labels.txt", "cat\ndog\n");
    ExampleBuilder[] examples = {
      new ExampleBuilder().bytes("image", JPEG).number("label", 1).text("file_name", "b.jpg"),
      new ExampleBuilder().bytes("image", JPEG).number("label", -1).text("file_name", "c.jpg"),
    };
    write("set-train.tfrecord-00000-of-00002", ExampleBuilder.file(examples));
    write("set-train.tfrecord-00001-of-00002", new byte[0]);
    write("dataset_info.json", "{}");
    ImageSource source = open("", SourceSettings.DEFAULT);
    assertThat(source.labelNames()).hasValue(List.of("cat", "dog"));
    assertThat(ListedImages.lines(references(source)))
        .containsExactly("b.jpg dog example", "c.jpg  example");
  }

  @Test
  void aNumberWithoutANameIsRefused() {
    write("label.labels.txt", "cat\ndog\n");
    byte[] records =
        ExampleBuilder.file(new ExampleBuilder().bytes("image", JPEG).number("label", 2));
    assertThatThrownBy(() -> references("a.tfrecord", records))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("label 2 of record 0", "a.tfrecord", "names of 0 to 1");
  }

  @Test
  void numbersOfInceptionStayAsTheyAreWrittenUnlessThereIsAText() throws Exception {
    byte[] records =
        ExampleBuilder.file(
            inception("1.JPEG").number("image/class/label", 1000),
            inception("2.JPEG").number("image/class/label", 1).text("image/class/synset", "n01"),
            inception("3.JPEG")
                .number("image/class/label", 1)
                .text("image/class/synset", "n01")
                .text("image/class/text", "tench"),
            inception("4.JPEG").number("image/class/label", 7).text("image/class/text", ""),
            inception("5.JPEG"));
    assertThat(ListedImages.lines(references("train-00000-of-01024", records)))
        .containsExactly(
            "1.JPEG 1000 example",
            "2.JPEG n01 example",
            "3.JPEG tench example",
            "4.JPEG 7 example",
            "5.JPEG  example");
  }

  @Test
  void theUserMayNameFeaturesAndLabels() throws Exception {
    byte[] records =
        ExampleBuilder.file(
            new ExampleBuilder()
                .bytes("photo", JPEG)
                .bytes("image", PNG)
                .number("label", 5)
                .number("kind", 1)
                .number("number", 77));
    SourceSettings settings =
        new SourceSettings("", "number", "photo", "kind", "", false, List.of("cat", "dog"));
    write("a.tfrecord", records);
    List<ImageReference> images = references(open("a.tfrecord", settings));
    assertThat(ListedImages.lines(images)).containsExactly("77 dog example");
    assertThat(ListedImages.contents(images)).containsExactly(JPEG);
  }

  @Test
  void featuresThatTheUserNamesMustBeThere() {
    write("a.tfrecord", ExampleBuilder.file(new ExampleBuilder().bytes("image", JPEG)));
    assertThatThrownBy(() -> references(open("a.tfrecord", settings("", "picture", ""))))
        .hasMessageContainingAll("--imageColumn", "image (bytes)");
    assertThatThrownBy(() -> references(open("a.tfrecord", settings("", "", "kind"))))
        .hasMessageContainingAll("record 0", "feature kind (--labelColumn)", "image (bytes)");
    assertThatThrownBy(() -> references(open("a.tfrecord", settings("number", "", ""))))
        .hasMessageContainingAll("record 0", "feature number (--idColumn)", "image (bytes)");
  }

  @Test
  void recordsWithNoImageThatIsKnownAreRefusedWithTheirFeatures() {
    byte[] records =
        ExampleBuilder.file(new ExampleBuilder().bytes("picture", JPEG).number("label", 1));
    assertThatThrownBy(() -> references("a.tfrecord", records))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("a.tfrecord", "--imageColumn", "label (int64), picture (bytes)");
  }

  @Test
  void oneRecordWithoutAnImageIsAFault() throws Exception {
    byte[] records =
        ExampleBuilder.file(
            new ExampleBuilder().bytes("image", JPEG).text("key", "a"),
            new ExampleBuilder().number("label", 1).text("key", "b"),
            new ExampleBuilder().bytes("image", JPEG, PNG).text("key", "c"));
    List<ImageReference> images = references("a.tfrecord", records);
    assertThat(ListedImages.lines(images)).containsExactly("a  example", "b 1 fault", "c  fault");
    assertThat(images.get(1).getFault().getReason()).isEqualTo(FaultReasons.NO_IMAGE);
    assertThat(images.get(2).getFault().getMessage()).contains("record 2 of", "image, but has 2");
  }

  @Test
  void otherMessagesThanExamplesAreRefusedByName() {
    // Field 2, length-delimited, one byte.
    assertThatThrownBy(
            () -> references("a.tfrecord", ExampleBuilder.records(new byte[] {0x12, 1, 0})))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("a.tfrecord", "record 0", "SequenceExample");
    assertThatThrownBy(() -> references("b.tfrecord", ExampleBuilder.records(JPEG)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("b.tfrecord", "must hold tf.train.Example");
  }

  @Test
  void pixelsAreToldFromEncodedImages() throws Exception {
    byte[] pixels = new byte[2 * 3 * 3];
    pixels[17] = 9;
    byte[] records =
        ExampleBuilder.file(
            shaped("image/", 2, 3, 3).bytes("image/encoded", pixels).text("image/format", "RAW"),
            shaped("image/", 2, 3, 3).bytes("image/encoded", pixels),
            shaped("image/", 8, 8, 3).bytes("image/encoded", JPEG).text("image/format", "jpeg"),
            shaped("image/", 2, 3, 1).bytes("image/encoded", pixels).text("image/format", "raw"),
            shaped("image/", 2, 3, 1).bytes("image/encoded", pixels));
    List<ImageReference> images = references("a.tfrecord", records);
    for (ImageReference image : images.subList(0, 2)) {
      ImageContent.Raw raw = (ImageContent.Raw) ContentReader.upTo(10_000).read(image);
      assertThat(List.of(raw.width(), raw.height(), raw.channels())).containsExactly(3, 2, 3);
      assertThat(raw.pixels()).isEqualTo(pixels);
    }
    assertThat(images.get(2).getExample().hasRaw()).isFalse();
    assertThat(images.get(3).getFault().getMessage())
        .contains("record 3", "says that its image is raw", "18 bytes");
    assertThat(images.get(4).getExample().hasRaw()).isFalse();
    List<ImageReference> carried = references("b.tfrecord", TestImages.gzip(records));
    assertThat(carried.get(0).getCarriedPixels().getShape().getWidth()).isEqualTo(3);
    assertThat(carried.get(0).getCarriedPixels().getValue().toByteArray()).isEqualTo(pixels);
  }

  @Test
  void pixelsOfTheOldTutorialsAreUnderstood() throws Exception {
    byte[] records =
        ExampleBuilder.file(
            new ExampleBuilder()
                .bytes("image_raw", new byte[28 * 28])
                .number("height", 28)
                .number("width", 28)
                .number("depth", 1)
                .number("label", 3));
    ImageReference image = references("mnist.tfrecords", records).get(0);
    assertThat(image.getLabelName()).isEqualTo("3");
    assertThat(image.getExample().getRaw().getChannels()).isEqualTo(1);
  }

  @Test
  void partsTravelToOtherMachines() throws Exception {
    TestImages.write(
        directory.resolve("x"),
        ExampleBuilder.file(new ExampleBuilder().bytes("image", JPEG).number("label", 3)));
    ImageSource source =
        ImageSource.open(directory.resolve("x").toString(), SourceSettings.DEFAULT);
    SourcePart part = SerializableUtils.clone(source.parts().get(0));
    List<ImageReference> images = new ArrayList<>();
    part.forEach(images::add);
    assertThat(images.get(0).getLabelName()).isEqualTo("3");
  }

  @Test
  void idsMayHaveTheirFileInFront() throws Exception {
    byte[] records = ExampleBuilder.file(new ExampleBuilder().bytes("image", JPEG).text("id", "x"));
    write("a.tfrecord", records);
    SourceSettings byFile = new SourceSettings("", "", "", "", "", true, List.of());
    assertThat(ListedImages.lines(references(open("a.tfrecord", byFile))))
        .containsExactly("a.tfrecord/x  example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image", "image/encoded", "image_raw", "image_bytes", "img", "jpeg", "png"})
  void usualNamesOfImagesAreKnown(String name) throws Exception {
    byte[] records = ExampleBuilder.file(new ExampleBuilder().bytes(name, JPEG).text("label", "a"));
    assertThat(ListedImages.lines(references("a", records)))
        .containsExactly("a#00000000 a example");
  }

  private static ExampleBuilder inception(String name) {
    return new ExampleBuilder()
        .bytes("image/encoded", JPEG)
        .text("image/format", "JPEG")
        .text("image/filename", name);
  }

  private static ExampleBuilder shaped(String prefix, int height, int width, int channels) {
    return new ExampleBuilder()
        .number(prefix + "height", height)
        .number(prefix + "width", width)
        .number(prefix + "channels", channels);
  }

  private static SourceSettings settings(String id, String image, String label) {
    return new SourceSettings("", id, image, label, "", false, List.of());
  }

  private ImageSource open(String input, SourceSettings settings) throws IOException {
    return ImageSource.open(directory.resolve(input).toString(), settings);
  }

  private List<ImageReference> references(String name, byte[] bytes) throws IOException {
    write(name, bytes);
    return references(open(name, SourceSettings.DEFAULT));
  }

  private static List<ImageReference> references(ImageSource source) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    source.forEach(images::add);
    return images;
  }

  private void write(String name, byte[] bytes) {
    TestImages.write(directory.resolve(name), bytes);
  }

  private void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
