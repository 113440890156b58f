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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TarImagesTest {
  private static final byte[] JPEG = TestImages.jpeg(8, 8, 1);
  private static final byte[] PNG = TestImages.png(8, 8, 2);

  @TempDir Path directory;

  @Test
  void imagesAreAddressedInPlainArchivesAndCarriedFromCompressedOnes() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("a/01.jpg", JPEG)
            .add("a/01.cls", "7\n")
            .add("a/02.cls", "cat")
            .add("a/02.png", PNG)
            .toBytes();
    // Two blocks of header and the JPEG's own, padded, stand before the second header.
    long padded = (JPEG.length + 511L) / 512 * 512;
    List<ImageReference> plain = references("plain/x.tar", tar);
    assertThat(lines(plain)).containsExactly("a/01 7 encoded", "a/02 cat encoded");
    assertThat(plain.get(0).getEncoded().getOffset()).isEqualTo(512);
    assertThat(plain.get(0).getEncoded().getLength()).isEqualTo(JPEG.length);
    assertThat(plain.get(1).getEncoded().getOffset()).isEqualTo(512 + padded + 3 * 512 + 1024);
    assertThat(contents(plain)).containsExactly(JPEG, PNG);
    for (byte[] compressed : List.of(TestImages.gzip(tar), TarBuilder.zstd(tar))) {
      List<ImageReference> carried = references("compressed/x", compressed);
      assertThat(lines(carried))
          .containsExactly("a/01 7 carried_encoded", "a/02 cat carried_encoded");
      assertThat(contents(carried)).containsExactly(JPEG, PNG);
    }
  }

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
            .add("22.05.png", PNG)
            .add("22.cls", "1")
            .add("23.seg.png", PNG)
            .add("23.jpg", JPEG)
            .add("24.jpg", JPEG)
            .add("24.seg.png", PNG)
            .toBytes();
    List<ImageReference> images = references("x.tar", tar);
    // A mask beside its image is no image of its own.
    assertThat(lines(images)).containsExactly("22 1 encoded", "23  encoded", "24  encoded");
    assertThat(contents(images)).containsExactly(PNG, JPEG, JPEG);
    SourceSettings named = new SourceSettings("", "", "jpg", "", "", false, List.of());
    assertThat(lines(references("x.tar", tar, named)))
        .containsExactly("22 1 fault", "23  encoded", "24  encoded");
  }

  @Test
  void everyImageThatAPlainOneOutranksIsToldOf() throws Exception {
    TarBuilder tar = TarBuilder.pax().add("1.cls", "7");
    for (String path : List.of("1.1.png", "1.2.png", "1.3.png", "1.jpg", "1.4.png")) {
      tar.add(path, PNG);
    }
    assertThat(lines(references("x.tar", tar.toBytes())))
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
            .add("cat/x.1.jpg", JPEG)
            .add("cat/x.jpg", JPEG)
            .add("cat/x.txt", "a cat")
            .add("dog/x.jpg", JPEG)
            .add("dog/x.png", PNG)
            .add("dog/y.json", "{\"label\": 1}")
            .toBytes();
    assertThat(lines(references("x.tar", tar)))
        .containsExactly(
            "cat/x.1.jpg cat encoded",
            "cat/x.jpg cat encoded",
            "dog/x.jpg dog encoded",
            "dog/x.png dog encoded");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1.jpg", "1.05.jpg"})
  void jsonOfAnImagesKeyMakesSamples(String image) throws Exception {
    byte[] tar = TarBuilder.pax().add("1.json", "{\"label\": 7}").add(image, JPEG).toBytes();
    assertThat(lines(references("x.tar", tar))).containsExactly("1 7 encoded");
  }

  @Test
  void ofSeveralImagesTheUserNamesOne() throws Exception {
    byte[] tar =
        TarBuilder.pax().add("1.jpg", JPEG).add("1.png", PNG).add("1.json", "{}").toBytes();
    assertThatThrownBy(() -> references("x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("sample 1", "x.tar", "--imageColumn", "jpg, png");
    SourceSettings png = new SourceSettings("", "", "PNG", "", "", false, List.of());
    assertThat(contents(references("x.tar", tar, png))).containsExactly(PNG);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cls | 3 | 3",
        "cls | tench, Tinca tinca | tench, Tinca tinca",
        "cls | -1 | ''",
        "label | cat | cat",
        "cls.txt | cat | cat",
        "txt | a photo of a cat | ''",
        "json | {\"label\": 4} | 4",
        "json | {\"label\": 4.0, \"class\": 5} | 4",
        "json | {\"class\": \"cat\"} | cat",
        "json | {\"cls\": true} | true",
        "json | {\"class_name\": \"cat\"} | cat",
        "json | {\"label\": null, \"width\": 8} | ''",
        "json | {\"label\": -1} | ''",
        "json | {\"caption\": \"a cat\"} | ''",
        "json | [1, 2] | ''",
      })
  void labelsAreReadFromTheMembersThatHoldThem(String extension, String text, String label)
      throws Exception {
    byte[] tar = TarBuilder.pax().add("1." + extension, text).add("1.jpg", JPEG).toBytes();
    assertThat(references("x.tar", tar).get(0).getLabelName()).isEqualTo(label);
  }

  @Test
  void aLabelMemberCountsMoreThanJson() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("1.json", "{\"label\": 1}")
            .add("1.cls", "2")
            .add("1.jpg", JPEG)
            .add("2.cls", "3")
            .add("2.jpg", JPEG)
            .add("2.json", "{\"label\": 4}")
            .toBytes();
    assertThat(lines(references("x.tar", tar))).containsExactly("1 2 encoded", "2 3 encoded");
  }

  @Test
  void theUserMayNameTheFieldOrTheMemberOfTheLabel() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("1.jpg", JPEG)
            .add("1.json", "{\"label\": 1, \"species\": \"lynx\"}")
            .add("1.kind.txt", "cat")
            .toBytes();
    assertThat(labelBy("species", tar)).isEqualTo("lynx");
    assertThat(labelBy("kind.txt", tar)).isEqualTo("cat");
    assertThatThrownBy(() -> labelBy("colour", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("sample 1", "colour", "--labelColumn", "jpg, json, kind.txt");
  }

  @Test
  void numbersBecomeTheNamesThatTheUserGives() throws Exception {
    SourceSettings names = new SourceSettings("", "", "", "", "", false, List.of("cat", "dog"));
    byte[] tar = TarBuilder.pax().add("1.jpg", JPEG).add("1.cls", "1").toBytes();
    assertThat(references("x.tar", tar, names).get(0).getLabelName()).isEqualTo("dog");
    byte[] beyond = TarBuilder.pax().add("1.jpg", JPEG).add("1.cls", "2").toBytes();
    assertThat(references("x.tar", beyond, names).get(0).getFault().getMessage())
        .contains("label 2 has no name");
  }

  @Test
  void anArchivedFolderTreeIsListedLikeFolders() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("./photos/cat/1.jpg", JPEG)
            .add("./photos/cat/2.05.jpg", JPEG)
            .add("./photos/cat/2.06.jpg", JPEG)
            .add("./photos/dog/1.jpg", JPEG)
            .add("./photos/README.md", "about")
            .add("./photos/dog/odd.bin", "x")
            .add("3.png", PNG)
            .toBytes();
    assertThat(lines(references("x.tar", tar)))
        .containsExactly(
            "photos/cat/1.jpg cat encoded",
            "photos/cat/2.05.jpg cat encoded",
            "photos/cat/2.06.jpg cat encoded",
            "photos/dog/1.jpg dog encoded",
            "photos/dog/odd.bin  fault",
            "3.png  encoded");
  }

  @Test
  void oneLabelAnywhereMakesAnArchiveOneOfSamples() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("cat/1.jpg", JPEG)
            .add("cat/2.jpg", JPEG)
            .add("cat/3.cls", "5")
            .add("cat/3.jpg", JPEG)
            .toBytes();
    assertThat(lines(references("x.tar", tar)))
        .containsExactly("cat/1  encoded", "cat/2  encoded", "cat/3 5 encoded");
  }

  @Test
  void ofSplitsInAFolderTreeOneIsChosen() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("set/train/cat/1.jpg", JPEG)
            .add("set/test/cat/2.jpg", JPEG)
            .add("set/test/3.jpg", JPEG)
            .toBytes();
    assertThatThrownBy(() -> references("x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("x.tar", "several splits", "test, train", "--split");
    assertThat(lines(references("x.tar", tar, SourceSettings.DEFAULT.withSplit("test"))))
        .containsExactly("set/test/cat/2.jpg cat encoded", "set/test/3.jpg  encoded");
    assertThat(references("x.tar", tar, SourceSettings.DEFAULT.withSplit("all"))).hasSize(3);
  }

  @Test
  void anArchiveOfOtherFilesIsRefused() {
    byte[] tar = TarBuilder.pax().add("set/data_batch_1.bin", "x").toBytes();
    assertThatThrownBy(() -> references("cifar.tar.gz", TestImages.gzip(tar)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("cifar.tar.gz", "data_batch_1.bin", "unpack it");
  }

  @Test
  void aKeyThatComesAgainIsRefused() {
    byte[] tar = TarBuilder.pax().add("1.jpg", JPEG).add("2.jpg", JPEG).add("1.cls", "3").toBytes();
    long header = 2 * (512 + (JPEG.length + 511L) / 512 * 512);
    assertThatThrownBy(() -> references("x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("key 1 ", "x.tar", "byte 0 ", "byte " + header);
  }

  @Test
  void anExtensionThatComesAgainInASampleIsRefused() {
    byte[] tar = TarBuilder.pax().add("1.jpg", JPEG).add("1.JPG", JPEG).add("1.cls", "3").toBytes();
    assertThatThrownBy(() -> references("x.tar", tar))
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
            .add("3.jpg", JPEG)
            .toBytes();
    List<ImageReference> images = references("x.tar", tar);
    assertThat(lines(images)).containsExactly("1 1 fault", "2  fault", "3  encoded");
    assertThat(images.get(0).getFault().getReason()).isEqualTo(FaultReasons.NO_IMAGE);
    assertThat(images.get(0).getFault().getMessage()).contains("sample 1 of", "cls, txt");
    assertThat(images.get(0).getFault().getOffset()).isEqualTo(1024);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {90, 128, 200, 300})
  void longPathsAreKept(int length) throws Exception {
    String path = "folder/" + "ö".repeat(length / 2) + "x".repeat(length / 2) + ".jpg";
    for (TarBuilder tar : List.of(TarBuilder.pax(), TarBuilder.gnu())) {
      List<ImageReference> images =
          references("x.tar", tar.add(path, JPEG).add("b.jpg", JPEG).toBytes());
      assertThat(lines(images)).containsExactly(path + " folder encoded", "b.jpg  encoded");
      assertThat(contents(images)).containsExactly(JPEG, JPEG);
    }
  }

  @Test
  void whatIsNoFileIsPassedOverAndLinksAreFaults() throws Exception {
    byte[] tar =
        TarBuilder.gnu()
            .addNoFiles()
            .add("._1.jpg", "x")
            .add(".hidden/1.jpg", JPEG)
            .add("__MACOSX/._1.jpg", "x")
            .add("/1.jpg", JPEG)
            .addLink("2.jpg", "1.jpg", true)
            .addLink("3.jpg", "1.jpg", false)
            .addLink("latest", "1.jpg", true)
            .toBytes();
    List<ImageReference> images = references("x.tar", tar);
    assertThat(lines(images)).containsExactly("1.jpg  encoded", "2.jpg  fault", "3.jpg  fault");
    assertThat(images.get(1).getFault().getReason()).isEqualTo(FaultReasons.NO_IMAGE);
    assertThat(images.get(1).getFault().getMessage()).contains("2.jpg", "a link to 1.jpg");
  }

  @Test
  void partsTravelToOtherMachines() throws Exception {
    TestImages.write(
        directory.resolve("x"), TarBuilder.pax().add("1.jpg", JPEG).add("1.cls", "3").toBytes());
    ImageSource source =
        ImageSource.open(directory.resolve("x").toString(), SourceSettings.DEFAULT);
    SourcePart part = SerializableUtils.clone(source.parts().get(0));
    List<ImageReference> images = new ArrayList<>();
    part.forEach(images::add);
    assertThat(images.get(0).getLabelName()).isEqualTo("3");
  }

  @Test
  void idsMayHaveTheirArchiveInFront() throws Exception {
    byte[] tar = TarBuilder.pax().add("1.jpg", JPEG).add("1.cls", "3").toBytes();
    TestImages.write(directory.resolve("b.tar"), tar);
    SourceSettings byFile = new SourceSettings("", "", "", "", "", true, List.of());
    assertThat(lines(references("a.tar", tar, byFile, "")))
        .containsExactly("a.tar/1 3 encoded", "b.tar/1 3 encoded");
  }

  private String labelBy(String column, byte[] tar) throws IOException {
    SourceSettings settings = new SourceSettings("", "", "", column, "", false, List.of());
    return references("x.tar", tar, settings).get(0).getLabelName();
  }

  private List<ImageReference> references(String name, byte[] tar) throws IOException {
    return references(name, tar, SourceSettings.DEFAULT);
  }

  private List<ImageReference> references(String name, byte[] tar, SourceSettings settings)
      throws IOException {
    return references(name, tar, settings, name);
  }

  private List<ImageReference> references(
      String name, byte[] tar, SourceSettings settings, String input) throws IOException {
    TestImages.write(directory.resolve(name), tar);
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(directory.resolve(input).toString(), settings).forEach(images::add);
    return images;
  }

  private static List<String> lines(List<ImageReference> images) {
    return images.stream()
        .map(
            image ->
                "%s %s %s"
                    .formatted(
                        image.getId(),
                        image.getLabelName(),
                        image.getContentCase().name().toLowerCase(java.util.Locale.ROOT)))
        .toList();
  }

  private static List<byte[]> contents(List<ImageReference> images) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (ImageReference image : images) {
      ImageContent content = ContentReader.upTo(1 << 20).read(image);
      contents.add(
          content instanceof ImageContent.Encoded encoded
              ? encoded.bytes()
              : content.toString().getBytes(StandardCharsets.UTF_8));
    }
    return contents;
  }
}
