package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetImagesTest {
  @TempDir Path directory;

  @Test
  void aTableOfHuggingFaceHasImagesPathsAndNamedClasses() throws Exception {
    write("train-00000-of-00001.parquet", resource("hugging-face.parquet"));
    TestImages.write(directory.resolve("beside.png"), TestImages.png(3, 2, 1));
    ImageSource source = open("/train-*", SourceSettings.DEFAULT);
    assertThat(source.images()).hasValue(5);
    assertThat(source.labelNames()).hasValue(List.of("cat", "dog"));
    assertThat(source.parts()).hasSize(2);
    assertThat(lines(source))
        .containsExactly(
            "train-00000-of-00001.parquet#00000000 dog 10 20 30",
            "train-00000-of-00001.parquet#00000001 cat 40 50 60",
            "train-00000-of-00001.parquet#00000002 dog 3 x 2",
            "train-00000-of-00001.parquet#00000003 cat no-image: row 3 has neither bytes nor a path",
            "train-00000-of-00001.parquet#00000004  70 80 90");
  }

  @Test
  void columnsMayHaveAnyNames() throws Exception {
    write("a.parquet", resource("own-columns.parquet"));
    SourceSettings settings =
        new SourceSettings("val", "name", "picture", "animal", "part", true, List.of());
    ImageSource source = open("", settings);
    assertThat(source.images()).hasValue(1);
    assertThat(source.labelNames()).isEmpty();
    assertThat(lines(source)).containsExactly("a.parquet/y  4 5 6");
    assertThat(lines(open("", settings.withSplit("train"))))
        .containsExactly("a.parquet/x owl 1 2 3", "a.parquet/z ant 7 8 9");
    assertThat(lines(open("", settings.withSplit("all")))).hasSize(3);
  }

  @Test
  void aTableWithoutSplitsIsTakenWhole() throws Exception {
    write("a.parquet", resource("own-columns.parquet"));
    assertThat(
            lines(open("", new SourceSettings("train", "", "picture", "", "", false, List.of()))))
        .hasSize(3);
  }

  @Test
  void aSplitMustBeChosenWhenThereAreSeveral() {
    write("a.parquet", resource("own-columns.parquet"));
    SourceSettings settings = new SourceSettings("", "", "", "", "part", false, List.of());
    assertThatThrownBy(() -> open("", settings))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("train, validation")
        .hasMessageContaining("not given");
    assertThatThrownBy(() -> open("", settings.withSplit("test")))
        .hasMessageContaining("but it was: test");
  }

  @Test
  void aColumnThatIsNotThereIsRefusedWithThoseThatAre() {
    write("a.parquet", resource("own-columns.parquet"));
    SourceSettings settings = new SourceSettings("", "", "photo", "", "", false, List.of());
    assertThatThrownBy(() -> open("", settings))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no column of images called photo")
        .hasMessageContaining("[picture, animal, name, part]")
        .hasMessageContaining("--imageColumn");
  }

  @Test
  void aTableThatIsCompressedAsAWholeIsRefused() {
    write("a.parquet.gz", TestImages.gzip(resource("hugging-face.parquet")));
    assertThatThrownBy(() -> open("", SourceSettings.DEFAULT))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("unpack it");
  }

  @Test
  void aDamagedPageLosesItsRowGroupAndNoMore() throws Exception {
    byte[] bytes = resource("hugging-face.parquet");
    // A byte of the first image.
    bytes[100] ^= 1;
    write("a.parquet", bytes);
    List<String> lines = lines(open("", SourceSettings.DEFAULT));
    assertThat(lines.get(0)).startsWith("a.parquet#00000000  corrupt: rows 0 to 2 cannot be read");
    assertThat(lines).last().isEqualTo("a.parquet#00000004  70 80 90");
  }

  @Test
  void aWholeNumberIsTheSameLabelInAColumnOfFractionsAndBelowZeroThereIsNone() throws Exception {
    write("a.parquet", resource("odd-rows.parquet"));
    assertThat(labels("number")).containsExactly("1", "2.5", "", "", "");
    assertThat(labels("word")).containsExactly("", "", "-x", "1", "");
  }

  @Test
  void aPathThatNothingHereReadsIsARowWithoutImage() throws Exception {
    write("a.parquet", resource("odd-rows.parquet"));
    assertThat(lines(open("", SourceSettings.DEFAULT)).subList(0, 3))
        .containsExactly(
            "a.parquet#00000000  missing: there is no such file",
            "a.parquet#00000001  no-image: row 1 has no bytes, and https://example.org/a.png is at"
                + " https:, where nothing here reads; images must be at local paths, file: uris",
            "a.parquet#00000002  no-image: row 2 has no bytes, and a NUL in its path");
  }

  private List<String> labels(String column) throws IOException {
    List<String> labels = new ArrayList<>();
    open("", new SourceSettings("", "", "", column, "", false, List.of()))
        .forEach(image -> labels.add(image.getLabelName()));
    return labels;
  }

  private ImageSource open(String below, SourceSettings settings) throws IOException {
    return ImageSource.open(directory + below, settings);
  }

  private static List<String> lines(ImageSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    source.forEach(
        image -> lines.add(image.getId() + " " + image.getLabelName() + " " + content(image)));
    return lines;
  }

  private static String content(ImageReference image) throws IOException {
    ImageContent content = ContentReader.upTo(10_000).read(image);
    if (content instanceof ImageContent.Unusable unusable) {
      return unusable.fault().getReason() + ": " + unusable.fault().getMessage();
    }
    try {
      var pixels = ImageDecoder.decode(((ImageContent.Encoded) content).bytes(), 3);
      byte[] rgb = pixels.bytes();
      return rgb.length == 3
          ? rgb[0] + " " + rgb[1] + " " + rgb[2]
          : pixels.width() + " x " + pixels.height();
    } catch (io.github.simclrbeam.images.UndecodableImageException e) {
      return e.getMessage();
    }
  }

  private void write(String name, byte[] bytes) {
    TestImages.write(directory.resolve(name), bytes);
  }

  static byte[] resource(String name) {
    try (InputStream in = ParquetImagesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
