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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CifarImagesTest {
  private static final List<String> TEN_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  @TempDir Path directory;

  @Test
  void cifar10HasOneLabelNamedByTheFileBeside() throws Exception {
    write("data_batch_1.bin", CifarFiles.ten(3, 0, 9));
    write("test_batch.bin", CifarFiles.ten(1));
    write("batches.meta.txt", String.join("\n", TEN_NAMES) + "\n\n");
    write("readme.html", "CIFAR-10");
    ImageSource source = open(SourceSettings.DEFAULT.withSplit("train"));
    assertThat(source.images()).hasValue(3);
    assertThat(source.channels()).hasValue(3);
    assertThat(source.shorterSide()).hasValue(32);
    assertThat(source.labelNames()).hasValue(TEN_NAMES);
    assertThat(lines(source))
        .containsExactly(
            "data_batch_1.bin#00000 cat",
            "data_batch_1.bin#00001 airplane",
            "data_batch_1.bin#00002 truck");
  }

  @Test
  void labelsWithoutNamesAreNumbers() throws Exception {
    write("data_batch_1.bin", CifarFiles.ten(3, 0));
    assertThat(labels(open(SourceSettings.DEFAULT))).containsExactly("3", "0");
    write("data_batch_1.bin", CifarFiles.hundred(19, 99, 0, 1));
    ImageSource hundred = open(SourceSettings.DEFAULT);
    assertThat(hundred.labelNames().orElseThrow()).hasSize(100).startsWith("0", "1").endsWith("99");
    assertThat(labels(hundred)).containsExactly("99", "1");
  }

  @Test
  void cifar100HasFineLabelsUnlessCoarseOnesAreAskedFor() throws Exception {
    write("train.bin", CifarFiles.hundred(19, 99, 0, 1));
    write("fine_label_names.txt", names("fine-", 100));
    write("coarse_label_names.txt", names("coarse-", 20));
    assertThat(labels(open(SourceSettings.DEFAULT))).containsExactly("fine-99", "fine-1");
    assertThat(labels(open(byColumn("fine")))).containsExactly("fine-99", "fine-1");
    assertThat(labels(open(byColumn("coarse")))).containsExactly("coarse-19", "coarse-0");
    assertThatThrownBy(() -> open(byColumn("species")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage("--labelColumn must be one of [coarse, fine] for CIFAR-100, but was: species");
  }

  @Test
  void givenNamesWin() throws Exception {
    write("train.bin", CifarFiles.hundred(19, 99));
    write("coarse_label_names.txt", names("coarse-", 20));
    List<String> given = names("given-", 20).lines().toList();
    SourceSettings settings = new SourceSettings("", "", "", "coarse", "", false, given);
    assertThat(labels(open(settings))).containsExactly("given-19");
  }

  @Test
  void anImageIsThreePlanesBehindItsLabels() throws Exception {
    byte[] file = CifarFiles.hundred(0, 1, 2, 3);
    write("plain/train.bin", file);
    write("gz/train.bin.gz", TestImages.gzip(file));
    write("zst/train.bin.zst", ZstdFiles.frame(file));
    List<ImageReference> plain = references("plain");
    assertThat(plain).allMatch(ImageReference::hasRaw);
    assertThat(plain.get(1).getRaw().getSpan().getOffset()).isEqualTo(3_074 + 2);
    for (String compressed : List.of("gz", "zst")) {
      List<ImageReference> carried = references(compressed);
      assertThat(carried).allMatch(ImageReference::hasCarriedPixels);
      assertThat(carried.stream().map(ImageReference::getId))
          .containsExactly("train.bin#00000", "train.bin#00001");
      try (ContentReader reader = ContentReader.upTo(3_072)) {
        ImageContent.Raw raw = (ImageContent.Raw) reader.read(carried.get(1));
        assertThat(raw.pixels()).isEqualTo(((ImageContent.Raw) reader.read(plain.get(1))).pixels());
        // Row 0, column 1: one byte into each plane of 1,024.
        assertThat(Arrays.copyOfRange(raw.pixels(), 3, 6))
            .containsExactly(file[3_076 + 1], file[3_076 + 1_025], file[3_076 + 2_049]);
      }
    }
  }

  @Test
  void theSizeTellsWhichOfTheTwoWhateverTheName() throws Exception {
    write("train.bin", CifarFiles.ten(7));
    assertThat(open(SourceSettings.DEFAULT).labelNames().orElseThrow()).hasSize(10);
    write("train.bin", CifarFiles.hundred(1, 7));
    write("own.bin", CifarFiles.ten(7));
    assertThatThrownBy(() -> open(SourceSettings.DEFAULT))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("own.bin (CIFAR-10)")
        .hasMessageContaining("train.bin (CIFAR-100)");
  }

  @Test
  void anotherBinaryFileIsNoCifarFile() throws Exception {
    write("own.bin", Arrays.copyOf(CifarFiles.ten(7), 3_072));
    assertThat(references("")).singleElement().matches(ImageReference::getWholeFile);
    write("own.bin", CifarFiles.ten(7, 10));
    assertThat(references("")).singleElement().matches(ImageReference::getWholeFile);
  }

  static Stream<Arguments> malformedFiles() {
    byte[] good = CifarFiles.ten(0, 1, 2);
    byte[] gzip = TestImages.gzip(good);
    return Stream.of(
        Arguments.of(
            "data_batch_1.bin",
            Arrays.copyOf(good, good.length - 1),
            "must have a multiple of 3073 bytes as its name is one of CIFAR-10, but has: 9218"),
        Arguments.of("test.bin", new byte[5], "must have a multiple of 3074 bytes"),
        Arguments.of(
            "data_batch_1.bin.gz",
            TestImages.gzip(Arrays.copyOf(good, 3_000)),
            "must have a multiple of 3073 bytes (uncompressed)"),
        Arguments.of(
            "data_batch_1.bin",
            CifarFiles.ten(0, 10),
            "byte 3073 must be a label from 0 to 9, but is: 10"),
        Arguments.of(
            "other.bin",
            CifarFiles.ten(0, 1, 255),
            "byte 6146 must be a label from 0 to 9, but is: 255"),
        Arguments.of(
            "train.bin.gz",
            TestImages.gzip(CifarFiles.hundred(20, 0)),
            "byte 0 (uncompressed) must be a coarse label from 0 to 19, but is: 20"),
        Arguments.of(
            "train.bin",
            CifarFiles.hundred(0, 1, 2, 3, 0, 100),
            "byte 6149 must be a fine label from 0 to 99, but is: 100"),
        Arguments.of(
            "data_batch_1.bin.gz",
            Arrays.copyOf(gzip, gzip.length - 9),
            "cannot be uncompressed: it breaks off"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("malformedFiles")
  void malformedFilesAreRefusedWithWhatAndWhere(String name, byte[] bytes, String message) {
    write(name, bytes);
    assertThatThrownBy(() -> references(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data_batch_1", "test_batch", "train", "meta", "batches.meta"})
  void thePythonVersionIsRefused(String name) {
    write(name, "\u0080\u0002}q\u0001(U\u000bbatch_label".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> references(""))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("pickle")
        .hasMessageContaining("take the binary version");
  }

  @Test
  void namesThatAreTooFewOrRepeatedAreRefused() {
    write("data_batch_1.bin", CifarFiles.ten(0));
    write("batches.meta.txt", names("c", 9));
    assertThatThrownBy(() -> references(""))
        .hasMessage("batches.meta.txt must name all 10 labels, but names: 9");
    write("batches.meta.txt", names("c", 9) + "c3\n");
    assertThatThrownBy(() -> references(""))
        .hasMessage("batches.meta.txt must name every label once, but names twice: c3");
  }

  private static String names(String prefix, int count) {
    StringBuilder names = new StringBuilder();
    IntStream.range(0, count).forEach(i -> names.append(prefix).append(i).append('\n'));
    return names.toString();
  }

  private static SourceSettings byColumn(String column) {
    return new SourceSettings("", "", "", column, "", false, List.of());
  }

  private ImageSource open(SourceSettings settings) throws IOException {
    return ImageSource.open(directory.toString(), settings);
  }

  private void write(String name, byte[] bytes) {
    TestImages.write(directory.resolve(name), bytes);
  }

  private void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<ImageReference> references(String below) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(directory.resolve(below).toString(), SourceSettings.DEFAULT)
        .forEach(images::add);
    return images;
  }

  private static List<String> labels(ImageSource source) throws IOException {
    return lines(source).stream().map(line -> line.replaceFirst(".* ", "")).toList();
  }

  private static List<String> lines(ImageSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    source.forEach(image -> lines.add(image.getId() + " " + image.getLabelName()));
    return lines;
  }
}
