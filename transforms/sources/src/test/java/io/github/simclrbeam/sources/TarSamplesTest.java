package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TarSamplesTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "{0} is key {1} and extension {2}")
  @CsvSource({
    "1.jpg,1,jpg",
    "22.05.png,22,05.png",
    "a.b/1.JPG,a.b/1,jpg",
    "a.b/c.d/x.Seg.PNG,a.b/c.d/x,seg.png",
    "a.b/x,a.b/x,''",
    "x y.ü.jpeg,x y,ü.jpeg",
  })
  void aKeyEndsAtTheFirstDotOfTheName(String path, String key, String extension) {
    TarMember member = new TarMember(path, 0, 0, 0, "");
    assertThat(member.key()).isEqualTo(key);
    assertThat(member.extension()).isEqualTo(extension);
  }

  @Test
  void anImageWithMorePartsInItsExtensionIsUsedWhereThereIsNoPlainOne() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("22.05.png", ListedImages.PNG)
            .add("22.cls", "1")
            .add("23.seg.png", ListedImages.PNG)
            .add("23.jpg", ListedImages.JPEG)
            .add("24.jpg", ListedImages.JPEG)
            .add("24.seg.png", ListedImages.PNG)
            .toBytes();
    List<ImageReference> images = ListedImages.references(directory, "x.tar", tar);
    // A mask beside its image is no image of its own.
    assertThat(ListedImages.lines(images))
        .containsExactly("22 1 encoded", "23  encoded", "24  encoded");
    assertThat(ListedImages.contents(images))
        .containsExactly(ListedImages.PNG, ListedImages.JPEG, ListedImages.JPEG);
    SourceSettings named = new SourceSettings("", "", "jpg", "", "", false, List.of());
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar, named)))
        .containsExactly("22 1 fault", "23  encoded", "24  encoded");
  }

  @Test
  void everyImageThatAPlainOneOutranksIsToldOf() throws Exception {
    TarBuilder tar = TarBuilder.pax().add("1.cls", "7");
    for (String path : List.of("1.1.png", "1.2.png", "1.3.png", "1.jpg", "1.4.png")) {
      tar.add(path, ListedImages.PNG);
    }
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar.toBytes())))
        .containsExactlyInAnyOrder(
            "1 7 encoded",
            "1.1.png 7 fault",
            "1.2.png 7 fault",
            "1.3.png 7 fault",
            "1.4.png 7 fault");
  }

  @Test
  void imagesOfOneKeyAloneMakeNoSamples() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("cat/x.1.jpg", ListedImages.JPEG)
            .add("cat/x.jpg", ListedImages.JPEG)
            .add("cat/x.txt", "a cat")
            .add("dog/x.jpg", ListedImages.JPEG)
            .add("dog/x.png", ListedImages.PNG)
            .add("dog/y.json", "{\"label\": 1}")
            .toBytes();
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar)))
        .containsExactly(
            "cat/x.1.jpg cat encoded",
            "cat/x.jpg cat encoded",
            "dog/x.jpg dog encoded",
            "dog/x.png dog encoded");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1.jpg", "1.05.jpg"})
  void jsonOfAnImagesKeyMakesSamples(String image) throws Exception {
    byte[] tar =
        TarBuilder.pax().add("1.json", "{\"label\": 7}").add(image, ListedImages.JPEG).toBytes();
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar)))
        .containsExactly("1 7 encoded");
  }

  @Test
  void ofSeveralImagesTheUserNamesOne() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("1.jpg", ListedImages.JPEG)
            .add("1.png", ListedImages.PNG)
            .add("1.json", "{}")
            .toBytes();
    assertThatThrownBy(() -> ListedImages.references(directory, "x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("sample 1", "x.tar", "--imageColumn", "jpg, png");
    SourceSettings png = new SourceSettings("", "", "PNG", "", "", false, List.of());
    assertThat(ListedImages.contents(ListedImages.references(directory, "x.tar", tar, png)))
        .containsExactly(ListedImages.PNG);
  }

  @Test
  void aKeyThatComesAgainIsRefused() {
    byte[] tar =
        TarBuilder.pax()
            .add("1.jpg", ListedImages.JPEG)
            .add("2.jpg", ListedImages.JPEG)
            .add("1.cls", "3")
            .toBytes();
    long header = 2 * (512 + (ListedImages.JPEG.length + 511L) / 512 * 512);
    assertThatThrownBy(() -> ListedImages.references(directory, "x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("key 1 ", "x.tar", "byte 0 ", "byte " + header);
  }

  @Test
  void anExtensionThatComesAgainInASampleIsRefused() {
    byte[] tar =
        TarBuilder.pax()
            .add("1.jpg", ListedImages.JPEG)
            .add("1.JPG", ListedImages.JPEG)
            .add("1.cls", "3")
            .toBytes();
    assertThatThrownBy(() -> ListedImages.references(directory, "x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("1.JPG", "x.tar", "byte 0 ", "again");
  }

  @Test
  void aSampleWithoutAnImageIsAFaultAndAReadmeIsNone() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("README.md", "about")
            .add("1.cls", "1")
            .add("1.txt", "a cat")
            .add("2.json", "{}")
            .add("3.jpg", ListedImages.JPEG)
            .toBytes();
    List<ImageReference> images = ListedImages.references(directory, "x.tar", tar);
    assertThat(ListedImages.lines(images)).containsExactly("1 1 fault", "2  fault", "3  encoded");
    assertThat(images.get(0).getFault().getReason()).isEqualTo(FaultReasons.NO_IMAGE);
    assertThat(images.get(0).getFault().getMessage()).contains("sample 1 of", "cls, txt");
    assertThat(images.get(0).getFault().getOffset()).isEqualTo(1024);
  }
}
