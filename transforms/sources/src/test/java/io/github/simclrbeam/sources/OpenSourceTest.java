package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenSourceTest {
  @TempDir Path directory;

  @Test
  void aTableBesideImagesDescribesThemAndIsSkipped() throws Exception {
    write("metadata.csv", "file_name\n1.jpg\n");
    write("1.jpg", "x");
    ImageSource source = open(directory.toString());
    assertThat(ids(source)).containsExactly("1.jpg");
    assertThat(source.skipped()).containsExactlyEntriesOf(Map.of("csv", 1L));
  }

  @Test
  void aTableAloneIsAManifestWhateverTextsAreBeside() throws Exception {
    write("train.csv", "path\na.jpg\n");
    write("README.md", "path,label\n");
    write("labels.txt", "cat\n");
    ImageSource source = open(directory.toString());
    assertThat(ids(source)).containsExactly("a.jpg");
    assertThat(source.skipped()).containsOnlyKeys("md", "txt");
  }

  @Test
  void aTextThatIsNamedIsTriedAsAManifest() throws Exception {
    write("list.txt", "path,label\na.jpg,cat\n");
    write("labels.json", "{\"image\":\"b.jpg\"}\n");
    write("zipped.txt.gz", "");
    TestImages.write(
        directory.resolve("zipped.txt.gz"),
        TestImages.gzip("image\nc.jpg\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(ids(open(directory + "/list.txt"))).containsExactly("a.jpg");
    assertThat(ids(open("file:" + directory + "/labels.json"))).containsExactly("b.jpg");
    assertThat(ids(open(directory + "/zipped.txt.gz"))).containsExactly("c.jpg");
    assertThatThrownBy(() -> open(directory + "/*.txt"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("{txt=1}");
  }

  @Test
  void textsThatAreNoManifestsAreNotTakenForSuch() throws Exception {
    write("notes", "remember the path,\nlabel later\n");
    write("one-word", "path\n");
    write("ppm-like", "P3\n1 1 255\n0 0 0\n");
    write("array", "[{\"path\":\"a\"}]\n");
    write("broken", "{\"path\":\n");
    write("binary", "path,label\n\u0001\u0002");
    write("empty", "");
    assertThat(ids(open(directory.toString())))
        .containsExactlyInAnyOrder(
            "notes", "one-word", "ppm-like", "array", "broken", "binary", "empty");
  }

  @Test
  void aFirstLineLongerThanTheFirstBytesIsKnownByItsBeginning() throws Exception {
    write("part-00000", "{\"note\":\"%s\",\"path\":\"a.jpg\"}\n".formatted("é".repeat(5_000)));
    assertThat(ids(open(directory.toString()))).containsExactly("a.jpg");
  }

  @Test
  void manifestsOfUnusualNamesBesideImagesAreRefused() {
    write("part-00000", "{\"path\":\"a.jpg\"}\n");
    write("1.jpg", "x");
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("manifests (CSV, JSONL), e.g. part-00000; image files, e.g. 1.jpg");
  }

  @Test
  void aLinkThatLeadsNowhereIsAnImageThatIsMissing() throws Exception {
    write("1.jpg", "x");
    Files.createSymbolicLink(directory.resolve("2.jpg"), directory.resolve("nowhere"));
    Files.createSymbolicLink(directory.resolve("8f14e45f"), directory.resolve("nowhere"));
    List<ImageReference> images = new ArrayList<>();
    ImageSource source = open(directory.toString());
    source.forEach(images::add);
    assertThat(source.images()).hasValue(3);
    ContentReader reader = ContentReader.upTo(100);
    for (ImageReference image : images.subList(1, 3)) {
      assertThat(reader.read(image))
          .isInstanceOfSatisfying(
              ImageContent.Unusable.class,
              unusable -> assertThat(unusable.fault().getReason()).isEqualTo("missing"));
    }
  }

  @Test
  void aLinkThatLeadsNowhereBesideContainersIsAnError() throws Exception {
    TestImages.write(directory.resolve("a-images"), TestImages.idx(1, 2, 2));
    Files.createSymbolicLink(directory.resolve("b-images"), directory.resolve("nowhere"));
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(directory + "/b-images is a link that leads nowhere; beside it are IDX files");
  }

  private static ImageSource open(String input) throws IOException {
    return ImageSource.open(input, SourceSettings.DEFAULT);
  }

  private void write(String name, String text) {
    TestImages.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> ids(ImageSource source) throws IOException {
    List<String> ids = new ArrayList<>();
    source.forEach(image -> ids.add(image.getId()));
    return ids;
  }
}
