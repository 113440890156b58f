package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

final class StlImagesTest {
  private static final List<String> NAMES =
      List.of("airplane", "bird", "car", "cat", "deer", "dog", "horse", "monkey", "ship", "truck");

  @TempDir Path directory;

  @Test
  void labelsAreInTheFileBesideAndNamedByItsLines() throws Exception {
    dataset();
    ImageSource source = open("train");
    assertThat(source.images()).hasValue(2);
    assertThat(source.channels()).hasValue(3);
    assertThat(source.shorterSide()).hasValue(96);
    assertThat(source.labelNames()).hasValue(NAMES);
    assertThat(lines(source))
        .containsExactly("train_X.bin#00000 truck", "train_X.bin#00001 airplane");
  }

  @Test
  void theUnlabelledSplitHasNoLabels() throws Exception {
    dataset();
    ImageSource source = open("unlabelled");
    assertThat(source.labelNames()).hasValue(List.of());
    assertThat(lines(source)).containsExactly("unlabeled_X.bin#00000 ");
  }

  @Test
  void allSplitsTogetherAreLabelledWhereLabelsAre() throws Exception {
    dataset();
    ImageSource source = open("all");
    assertThat(source.labelNames()).hasValue(NAMES);
    assertThat(lines(source))
        .containsExactly(
            "test_X.bin#00000 bird",
            "train_X.bin#00000 truck",
            "train_X.bin#00001 airplane",
            "unlabeled_X.bin#00000 ");
  }

  @Test
  void severalSplitsAreNotMixedUnasked() {
    dataset();
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("test, train, unlabelled");
  }

  @Test
  void withoutANamesFileLabelsKeepTheNumbersThatAreWritten() throws Exception {
    write("train_X.bin", images(2));
    write("train_y.bin", new byte[] {10, 1});
    ImageSource source = open("");
    assertThat(source.labelNames())
        .hasValue(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
    assertThat(lines(source)).containsExactly("train_X.bin#00000 10", "train_X.bin#00001 1");
  }

  @Test
  void anImageIsThreePlanesColumnByColumn() throws Exception {
    byte[] file = images(2);
    write("plain/train_X.bin", file);
    write("gz/train_X.bin.gz", TestImages.gzip(file));
    write("gz/train_y.bin.gz", TestImages.gzip(new byte[] {3, 4}));
    write("zst/train_X.bin.zst", ZstdFiles.frame(file));
    write("zst/train_y.bin", new byte[] {3, 4});
    ImageReference plain = references("plain").get(1);
    assertThat(plain.getRaw().getSpan().getOffset()).isEqualTo(27_648);
    for (String compressed : List.of("gz", "zst")) {
      ImageReference carried = references(compressed).get(1);
      assertThat(carried.getId()).isEqualTo("train_X.bin#00001");
      assertThat(carried.getLabelName()).isEqualTo("4");
      assertThat(carried.hasCarriedPixels()).isTrue();
      try (ContentReader reader = ContentReader.upTo(27_648)) {
        ImageContent.Raw raw = (ImageContent.Raw) reader.read(carried);
        assertThat(raw.pixels()).isEqualTo(((ImageContent.Raw) reader.read(plain)).pixels());
        // Row 0, column 1: one column of 96 bytes into each plane of 9,216.
        assertThat(Arrays.copyOfRange(raw.pixels(), 3, 6))
            .containsExactly(
                file[27_648 + 96], file[27_648 + 96 + 9_216], file[27_648 + 96 + 18_432]);
      }
    }
  }

  @Test
  void aFileOfMoreThanTwoGigabytesIsAddressedToItsEnd() throws Exception {
    Path file = Files.createFile(directory.resolve("unlabeled_X.bin"));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100_000L * 27_648);
      sparse.seek(99_999L * 27_648);
      sparse.write(77);
    }
    List<ImageReference> last = new ArrayList<>();
    ImageSource source = open("");
    assertThat(source.images()).hasValue(100_000);
    source.forEach(
        image -> {
          last.clear();
          last.add(image);
        });
    assertThat(last.get(0).getId()).isEqualTo("unlabeled_X.bin#99999");
    try (ContentReader reader = ContentReader.upTo(27_648)) {
      assertThat(((ImageContent.Raw) reader.read(last.get(0))).pixels()).startsWith(77, 0, 0);
    }
  }

  static Stream<Arguments> malformedFiles() {
    byte[] good = images(2);
    byte[] gzip = TestImages.gzip(good);
    byte[] labels = {1, 2};
    return Stream.of(
        Arguments.of(
            "train_X.bin",
            Arrays.copyOf(good, 27_650),
            labels,
            "must have a multiple of 27648 bytes as its name is one of STL-10, but has: 27650"),
        Arguments.of(
            "train_X.bin.gz",
            TestImages.gzip(Arrays.copyOf(good, 27_650)),
            labels,
            "must have a multiple of 27648 bytes (uncompressed)"),
        Arguments.of(
            "train_X.bin.gz",
            Arrays.copyOf(gzip, gzip.length - 1),
            labels,
            "train_X.bin.gz cannot be uncompressed: it breaks off"),
        Arguments.of("train_X.bin", good, new byte[] {1, 2, 3}, "3 labels ("),
        Arguments.of("train_X.bin", good, new byte[] {1, 2, 3}, "for 2 images ("),
        Arguments.of(
            "train_X.bin",
            good,
            new byte[] {1, 0},
            "train_y.bin is a file of STL-10 labels, so that byte 1 must be from 1 to 10, but is: 0"),
        Arguments.of("train_X.bin", good, new byte[] {11, 1}, "byte 0 must be from 1 to 10"),
        Arguments.of("train_X.bin", good, new byte[] {1, -1}, "but is: 255"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("malformedFiles")
  void malformedFilesAreRefusedWithWhatAndWhere(
      String name, byte[] images, byte[] labels, String message) {
    write(name, images);
    write("train_y.bin", labels);
    assertThatThrownBy(() -> references(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void labelsAloneAreRefused() {
    write("train_y.bin", new byte[] {1});
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("train_y.bin holds labels and no images");
  }

  private void dataset() {
    write("train_X.bin", images(2));
    write("train_y.bin", new byte[] {10, 1});
    write("test_X.bin", images(1));
    write("test_y.bin", new byte[] {2});
    write("unlabeled_X.bin", images(1));
    write("class_names.txt", String.join("\n", NAMES).getBytes(StandardCharsets.UTF_8));
    write("fold_indices.txt", "0 1\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Byte i is i modulo 251. */
  static byte[] images(int count) {
    byte[] bytes = new byte[count * 27_648];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return bytes;
  }

  private ImageSource open(String split) throws IOException {
    return ImageSource.open(directory.toString(), SourceSettings.DEFAULT.withSplit(split));
  }

  private void write(String name, byte[] bytes) {
    TestImages.write(directory.resolve(name), bytes);
  }

  private List<ImageReference> references(String below) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(directory.resolve(below).toString(), SourceSettings.DEFAULT)
        .forEach(images::add);
    return images;
  }

  private static List<String> lines(ImageSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    source.forEach(image -> lines.add(image.getId() + " " + image.getLabelName()));
    return lines;
  }
}
