package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IdxImagesTest {
  @TempDir Path directory;

  @Test
  void imagesAreAddressedInPlainFilesAndCarriedFromCompressedOnes() throws Exception {
    byte[] images = TestImages.idx(3, 2, 4);
    write("plain/train-images-idx3-ubyte", images);
    write("gz/train-images-idx3-ubyte.gz", TestImages.gzip(images));
    List<ImageReference> plain = references("plain");
    List<ImageReference> compressed = references("gz");
    assertThat(plain).allMatch(ImageReference::hasRaw);
    assertThat(compressed).allMatch(ImageReference::hasCarriedPixels);
    assertThat(plain.stream().map(ImageReference::getId))
        .containsExactly(
            "train-images-idx3-ubyte#00000",
            "train-images-idx3-ubyte#00001",
            "train-images-idx3-ubyte#00002")
        .containsExactlyElementsOf(compressed.stream().map(ImageReference::getId).toList());
    byte[] second = {8, 9, 10, 11, 12, 13, 14, 15};
    for (ImageReference image : List.of(plain.get(1), compressed.get(1))) {
      ImageContent.Raw raw = (ImageContent.Raw) ContentReader.upTo(100).read(image);
      assertThat(List.of(raw.width(), raw.height(), raw.channels())).containsExactly(4, 2, 1);
      assertThat(raw.pixels()).isEqualTo(second);
    }
  }

  @Test
  void labelsAreFoundBesideByNameAndNamedByNumber() throws Exception {
    write("train-images-idx3-ubyte.gz", TestImages.gzip(TestImages.idx(3, 2, 2)));
    write("train-labels-idx1-ubyte", labels(2, 0, 9));
    ImageSource source = open(directory.toString());
    assertThat(source.images()).hasValue(3);
    assertThat(source.channels()).hasValue(1);
    assertThat(source.labelNames())
        .hasValue(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    assertThat(labelsOf(source)).containsExactly("2", "0", "9");
  }

  @Test
  void labelsMayBeCompressedOtherwiseThanImages() throws Exception {
    byte[] images = TestImages.idx(2, 2, 2);
    write("zst/train-images-idx3-ubyte.zst", ZstdFiles.frame(images));
    write("zst/train-labels-idx1-ubyte", labels(1, 0));
    write("plain/train-images-idx3-ubyte", images);
    write("plain/train-labels-idx1-ubyte.zst", ZstdFiles.frame(labels(1, 0)));
    write("gz/train-images-idx3-ubyte.gz", TestImages.gzip(images));
    write("gz/train-labels-idx1-ubyte.gz", TestImages.gzip(labels(1, 0)));
    for (String folder : List.of("zst", "plain", "gz")) {
      assertThat(labelsOf(open(directory.resolve(folder).toString()))).containsExactly("1", "0");
    }
  }

  @Test
  void labelNamesAreReadFromAFileBeside() throws Exception {
    write("images.bin", TestImages.idx(2, 2, 2));
    write("labels.bin", labels(1, 0));
    write("label-names.txt", "shirt\ncoat\nboot\n".getBytes(StandardCharsets.UTF_8));
    ImageSource source = open(directory + "/images.bin");
    assertThat(source.labelNames()).hasValue(List.of("shirt", "coat", "boot"));
    assertThat(labelsOf(source)).containsExactly("coat", "shirt");
  }

  @Test
  void severalFilesMayBeMatchedSomeOfThemWithoutLabels() throws Exception {
    write("a-images", TestImages.idx(2, 2, 2));
    write("a-labels", labels(1, 0));
    write("b-images.gz", TestImages.gzip(TestImages.idx(1, 2, 2)));
    ImageSource source = open(directory + "/{a,b}-images*");
    assertThat(source.labelNames()).hasValue(List.of("0", "1"));
    assertThat(labelsOf(source)).containsExactly("1", "0", "");
  }

  @Test
  void testImagesAreNotMixedIntoTrainingImagesUnasked() throws Exception {
    write("train-images-idx3-ubyte", TestImages.idx(2, 2, 2));
    write("t10k-images-idx3-ubyte", TestImages.idx(1, 2, 2));
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("several splits");
    assertThat(open(directory + "/*-images-*").images()).hasValue(3);
  }

  @Test
  void aTestSplitIsKnownWhateverTheOthersAreCalled() throws Exception {
    write("emnist-letters-unlabelled-images-idx3-ubyte", TestImages.idx(2, 2, 2));
    assertThat(open(directory.toString()).images()).hasValue(2);
    write("emnist-letters-test-images-idx3-ubyte", TestImages.idx(1, 2, 2));
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("several splits");
  }

  @Test
  void imageFilesBesideIdxFilesAreRefused() {
    write("images.bin", TestImages.idx(1, 2, 2));
    write("photo.jpg", TestImages.jpeg(8, 8, 1));
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("images.bin")
        .hasMessageContaining("photo.jpg");
  }

  @Test
  void anotherNumberOfLabelsThanImagesIsRefused() {
    write("images", TestImages.idx(3, 2, 2));
    write("labels", labels(1, 0));
    assertThatThrownBy(() -> open(directory + "/images"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("2 labels")
        .hasMessageContaining("3 images");
  }

  @Test
  void tooFewLabelNamesAreRefused() {
    write("images", TestImages.idx(2, 2, 2));
    write("labels", labels(1, 2));
    write("label-names.txt", "a\nb\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> open(directory + "/images"))
        .hasMessageContaining("must name all 3 labels, but names: 2");
  }

  @Test
  void zerosInFrontMakeNoIdxFile() throws Exception {
    write("dark.bin", new byte[] {0, 0, 8, 9, 7, 7, 7, 7});
    assertThat(references("")).singleElement().matches(ImageReference::getWholeFile);
  }

  static Stream<Arguments> malformedFiles() {
    byte[] good = TestImages.idx(2, 3, 4);
    return Stream.of(
        Arguments.of(
            "cut in the header", Arrays.copyOf(good, 10), "ends within its header at byte 10"),
        Arguments.of("cut in the values", Arrays.copyOf(good, 39), "must have 40 bytes"),
        Arguments.of("too long", Arrays.copyOf(good, 41), "must have 40 bytes"),
        Arguments.of("floats", TestImages.idx(0x0d, new int[] {1, 1, 1}, new byte[4]), "type 0x0d"),
        Arguments.of("two dimensions", TestImages.idx(2, 3), "2 dimensions"),
        Arguments.of("four dimensions", TestImages.idx(1, 2, 2, 3), "4 dimensions"),
        Arguments.of(
            "negative count", TestImages.idx(8, new int[] {-1, 2, 2}, new byte[4]), "[-1, 2, 2]"),
        Arguments.of(
            "zero width", TestImages.idx(8, new int[] {1, 2, 0}, new byte[0]), "[1, 2, 0]"),
        Arguments.of(
            "a bomb",
            TestImages.idx(8, new int[] {1, 0x7fffffff, 0x7fffffff}, new byte[0]),
            "268435456 pixels"),
        Arguments.of(
            "compressed and cut in the values",
            TestImages.gzip(Arrays.copyOf(good, 39)),
            "ends at byte 39 (uncompressed)"),
        Arguments.of(
            "compressed and too long",
            TestImages.gzip(Arrays.copyOf(good, 41)),
            "must end at byte 40 (uncompressed)"),
        Arguments.of(
            "cut after compressing",
            Arrays.copyOf(TestImages.gzip(good), TestImages.gzip(good).length - 12),
            "ends at byte"),
        Arguments.of(
            "damaged after compressing",
            changed(TestImages.gzip(good), TestImages.gzip(good).length - 8),
            "cannot be uncompressed at image or label 0: Gzip-compressed data is corrupt"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedFiles")
  void malformedFilesAreRefusedWithWhatAndWhere(String name, byte[] bytes, String message) {
    write("images-idx3-ubyte", bytes);
    assertThatThrownBy(() -> references(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("images-idx3-ubyte");
  }

  private static ImageSource open(String input) throws IOException {
    return ImageSource.open(input, SourceSettings.DEFAULT);
  }

  private void write(String name, byte[] bytes) {
    TestImages.write(directory.resolve(name), bytes);
  }

  private static byte[] changed(byte[] file, int at) {
    file[at] ^= 1;
    return file;
  }

  private static byte[] labels(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return TestImages.idx(8, new int[] {values.length}, bytes);
  }

  private List<ImageReference> references(String below) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    open(directory.resolve(below).toString()).forEach(images::add);
    return images;
  }

  private static List<String> labelsOf(ImageSource source) throws IOException {
    List<String> labels = new ArrayList<>();
    source.forEach(image -> labels.add(image.getLabelName()));
    return labels;
  }
}
