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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources of no images are sources; what is not there is none. */
final class EmptySourcesTest {
  @TempDir Path directory;

  static Stream<Arguments> emptyFiles() {
    byte[] nothing = new byte[0];
    byte[] header = "path,label\n".getBytes(StandardCharsets.UTF_8);
    byte[] blank = "\n \n".getBytes(StandardCharsets.UTF_8);
    byte[] endOfTar = new byte[1024];
    byte[] readme = TarBuilder.pax().add("README.md", "x").toBytes();
    return Stream.of(
        Arguments.of("nothing.csv", nothing),
        Arguments.of("header.csv", header),
        Arguments.of("header.csv.gz", TestImages.gzip(header)),
        Arguments.of("blank.tsv", blank),
        Arguments.of("nothing.jsonl", nothing),
        Arguments.of("blank.ndjson", blank),
        Arguments.of("x.tfrecord", nothing),
        Arguments.of("x-train.tfrecord-00000-of-00001", nothing),
        Arguments.of("images-idx3-ubyte", TestImages.idx(0, 28, 28)),
        Arguments.of("images-idx3-ubyte.gz", TestImages.gzip(TestImages.idx(0, 28, 28))),
        Arguments.of("nothing.tar", nothing),
        Arguments.of("end.tar", endOfTar),
        Arguments.of("end.tar.gz", TestImages.gzip(endOfTar)),
        Arguments.of("end.tgz", TestImages.gzip(endOfTar)),
        Arguments.of("readme.tar", readme));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("emptyFiles")
  void aFileOfNoImagesIsASourceOfNoneByItsNameAndInAFolder(String name, byte[] bytes)
      throws Exception {
    TestImages.write(directory.resolve(name), bytes);
    assertThat(references(directory.resolve(name).toString())).isEmpty();
    assertThat(references(directory.toString())).isEmpty();
  }

  @Test
  void aFolderWithoutFilesIsASourceOfNone() throws Exception {
    Files.createDirectories(directory.resolve("cat/.hidden"));
    ImageSource source = open(directory.toString());
    assertThat(source.images()).hasValue(0);
    assertThat(source.labelNames()).hasValue(List.of());
    assertThat(source.parts()).isEmpty();
  }

  @Test
  void anEmptyManifestBesideAFullOneAddsNothing() throws Exception {
    TestImages.write(directory.resolve("a.csv"), new byte[0]);
    TestImages.write(directory.resolve("b.csv"), "path\n1.jpg\n".getBytes(StandardCharsets.UTF_8));
    assertThat(references(directory.toString())).hasSize(1);
  }

  @Test
  void whatIsNotThereAndAGlobOfNothingAreRefused() {
    for (String input : List.of("/nowhere", "/nowhere.csv", "/*.jpg")) {
      assertThatThrownBy(() -> open(directory + input))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessage("nothing matches " + directory + input);
    }
  }

  private static ImageSource open(String input) throws IOException {
    return ImageSource.open(input, SourceSettings.DEFAULT);
  }

  private static List<ImageReference> references(String input) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    open(input).forEach(images::add);
    return images;
  }
}
