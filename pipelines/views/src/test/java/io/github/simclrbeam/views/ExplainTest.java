package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"raw", "png", "jpeg"})
  void viewsAreMadeAgainFromTheOriginalAndCompared(String encoding) throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 3);
    views("in", "--recipe=photographs", "--imageSize=24", "--encoding=" + encoding);
    String text = explain("p1.jpg");
    assertThat(text)
        .startsWith("p1.jpg\n")
        .contains("original: " + directory.resolve("in/p1.jpg"))
        .contains("recipe:   photographs: crop");
    assertThat(text.lines().filter(line -> line.endsWith("replays exactly"))).hasSize(8);
    Pixels sheet = sheet();
    // Four columns of cells, the original above two rows of them.
    assertThat(sheet.width()).isEqualTo(12 + 4 * (192 + 12));
    assertThat(sheet.height()).isGreaterThan(2 * 192 + 400);
  }

  @Test
  void viewsOfALargeJpegAreMadeAgainFromTheSameReductions() throws Exception {
    Files.createDirectories(directory.resolve("in"));
    Files.write(
        directory.resolve("in/large.jpg"),
        ImageEncoder.jpeg(TestPhotographs.pixels(501, 403, 1), 90));
    views("in", "--recipe=simclr-imagenet", "--imageSize=24", "--viewsPerImage=12");
    assertThat(explain("large.jpg").lines().filter(line -> line.endsWith("replays exactly")))
        .hasSize(12);
    // The original is shown whole.
    assertThat(sheet().height()).isGreaterThan(403 + 3 * 192);
  }

  @Test
  void aLostOriginalIsSaidAndTheViewsAreShownAllTheSame() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 2);
    views("in", "--imageSize=24", "--viewsPerImage=3");
    Files.delete(directory.resolve("in/p1.jpg"));
    assertThat(explain("p1.jpg")).contains("original: no longer in").doesNotContain("replay");
    assertThat(sheet().height()).isLessThan(400);
  }

  @Test
  void anOriginalThatChangedIsFoundOut() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 2);
    views("in", "--imageSize=24");
    Files.copy(
        directory.resolve("in/p0.jpg"),
        directory.resolve("in/p1.jpg"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(explain("p1.jpg")).contains("REPLAY DIFFERS");
  }

  @Test
  void oneChannelImagesAreExplainedToo() throws Exception {
    TestPhotographs.idx(directory.resolve("x-images"), 4, 28, 28);
    views("x-images", "--recipe=fashion-mnist");
    assertThat(explain("x-images#00002").lines().filter(line -> line.endsWith("replays exactly")))
        .hasSize(4);
  }

  @Test
  void anUnknownImageIsAProblemWithTheNearestId() throws Exception {
    TestPhotographs.folder(directory.resolve("in"), 2);
    views("in", "--imageSize=8");
    assertThatThrownBy(() -> explain("p1.jpeg"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--image")
        .hasMessageContaining("did you mean p1.jpg");
  }

  @Test
  void inspectTellsCountsRecipeLabelsAndFirstRecords() throws Exception {
    TestPhotographs.folder(directory.resolve("in/cat"), 3);
    TestPhotographs.folder(directory.resolve("in/dog"), 2);
    TestPhotographs.folder(directory.resolve("in"), 1);
    Files.writeString(directory.resolve("in/dog/text.jpg"), "no image");
    views("in", "--recipe=simclr-cifar10", "--shards=2");
    assertThat(Inspect.describe(directory.resolve("out").toString()))
        .contains("view shards of in, split train")
        .contains("images        6\n")
        .contains("dead letters  1 (1 not-an-image)")
        .contains("2 of each image, from index 0; 32 x 32 x 3, raw")
        .contains("simclr-cifar10: crop area 0.08-1")
        .contains(
            "labels        2\n           3  cat\n           2  dog\n           1  without a label")
        .contains("first records\n");
  }

  private void views(String input, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--input=" + directory.resolve(input));
    arguments.add("--output=" + directory.resolve("out"));
    ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments));
  }

  private String explain(String image) throws IOException {
    return Explain.write(
        directory.resolve("out").toString(), image, directory.resolve("sheet.png").toString());
  }

  private Pixels sheet() throws Exception {
    return ImageDecoder.decode(Files.readAllBytes(directory.resolve("sheet.png")), 3);
  }
}
