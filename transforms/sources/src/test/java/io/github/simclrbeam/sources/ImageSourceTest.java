package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSourceTest {
  @TempDir Path directory;

  @Test
  void labelsAreParentFoldersNumberedByName() throws Exception {
    touch("dog/2.jpg", "cat/1.jpg", "cat/3.PNG", "ant/4.webp");
    ImageSource source = open(directory.toString());
    assertThat(source.labelNames()).hasValue(List.of("ant", "cat", "dog"));
    assertThat(source.images()).hasValue(4);
    assertThat(source.channels()).isEmpty();
    assertThat(lines(source))
        .containsExactly("ant/4.webp ant", "cat/1.jpg cat", "cat/3.PNG cat", "dog/2.jpg dog");
  }

  @Test
  void aFlatFolderHasNoLabels() throws Exception {
    touch("1.jpg", "2.jpg");
    ImageSource source = open(directory.toString());
    assertThat(source.labelNames()).hasValue(List.of());
    assertThat(lines(source)).containsExactly("1.jpg ", "2.jpg ");
  }

  @Test
  void filesBesideClassFoldersHaveNoLabel() throws Exception {
    touch("cat/1.jpg", "2.jpg");
    assertThat(lines(open(directory + "/"))).containsExactly("2.jpg ", "cat/1.jpg cat");
  }

  @Test
  void theNearestFolderIsTheClass() throws Exception {
    touch("train/cat/1.jpg", "test/cat/2.jpg", "test/dog/3.jpg", "other/dog/4.jpg");
    ImageSource source = open(directory + "/{train,test}/*/*.jpg");
    assertThat(source.labelNames()).hasValue(List.of("cat", "dog"));
    assertThat(lines(source))
        .containsExactly("test/cat/2.jpg cat", "test/dog/3.jpg dog", "train/cat/1.jpg cat");
  }

  @Test
  void filesThatAreKnownNotToBeImagesAreSkippedAndCounted() throws Exception {
    touch(
        "1.jpg", "a.txt", "b.csv", "c.json", "d.md", "e.txt", "LICENSE", ".hidden.jpg", ".x/2.jpg");
    ImageSource source = open(directory.toString());
    assertThat(lines(source)).containsExactly("1.jpg ");
    assertThat(source.skipped())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("txt", 2L, "csv", 1L, "json", 1L, "md", 1L, "license", 1L));
  }

  @Test
  void aFileWithoutAnExtensionMayBeAnImage() throws Exception {
    touch("8f14e45f", "1.tar.gz", "22.05.png");
    assertThat(lines(open(directory.toString())))
        .containsExactly("1.tar.gz ", "22.05.png ", "8f14e45f ");
  }

  @Test
  void oneFileIsAnInput() throws Exception {
    touch("cat/1.jpg");
    assertThat(lines(open(directory + "/cat/1.jpg"))).containsExactly("1.jpg ");
  }

  @Test
  void formatsThatCannotBeDecodedAreCounted() throws Exception {
    touch("1.HEIC", "2.heic", "3.avif", "4.jpg");
    assertThat(open(directory.toString()).undecodable())
        .containsExactlyInAnyOrderEntriesOf(Map.of("heic", 2L, "avif", 1L));
  }

  @Test
  void nothingThatMatchesAndNothingThatCouldBeAnImageAreErrors() {
    assertThatThrownBy(() -> open(directory + "/nowhere/*.jpg"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("nowhere");
    touch("a.txt");
    assertThatThrownBy(() -> open(directory.toString()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("{txt=1}");
  }

  private static ImageSource open(String input) throws IOException {
    return ImageSource.open(input, SourceSettings.DEFAULT);
  }

  private void touch(String... names) {
    for (String name : names) {
      TestImages.write(directory.resolve(name), new byte[] {1});
    }
  }

  private static List<String> lines(ImageSource source) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    source.forEach(images::add);
    return images.stream().map(image -> image.getId() + " " + image.getLabelName()).toList();
  }
}
