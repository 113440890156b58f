package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ImageReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarImagesTest {
  @TempDir Path directory;

  @Test
  void imagesAreAddressedInPlainArchivesAndCarriedFromCompressedOnes() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("a/01.jpg", ListedImages.JPEG)
            .add("a/01.cls", "7\n")
            .add("a/02.cls", "cat")
            .add("a/02.png", ListedImages.PNG)
            .toBytes();
    // Two blocks of header and the ListedImages.JPEG's own, padded, stand before the second
    // header.
    long padded = (ListedImages.JPEG.length + 511L) / 512 * 512;
    List<ImageReference> plain = ListedImages.references(directory, "plain/x.tar", tar);
    assertThat(ListedImages.lines(plain)).containsExactly("a/01 7 encoded", "a/02 cat encoded");
    assertThat(plain.get(0).getEncoded().getOffset()).isEqualTo(512);
    assertThat(plain.get(0).getEncoded().getLength()).isEqualTo(ListedImages.JPEG.length);
    assertThat(plain.get(1).getEncoded().getOffset()).isEqualTo(512 + padded + 3 * 512 + 1024);
    assertThat(ListedImages.contents(plain)).containsExactly(ListedImages.JPEG, ListedImages.PNG);
    for (byte[] compressed : List.of(TestImages.gzip(tar), TarBuilder.zstd(tar))) {
      List<ImageReference> carried = ListedImages.references(directory, "compressed/x", compressed);
      assertThat(ListedImages.lines(carried))
          .containsExactly("a/01 7 carried_encoded", "a/02 cat carried_encoded");
      assertThat(ListedImages.contents(carried))
          .containsExactly(ListedImages.JPEG, ListedImages.PNG);
    }
  }

  @Test
  void anArchivedFolderTreeIsListedLikeFolders() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("./photos/cat/1.jpg", ListedImages.JPEG)
            .add("./photos/cat/2.05.jpg", ListedImages.JPEG)
            .add("./photos/cat/2.06.jpg", ListedImages.JPEG)
            .add("./photos/dog/1.jpg", ListedImages.JPEG)
            .add("./photos/README.md", "about")
            .add("./photos/dog/odd.bin", "x")
            .add("3.png", ListedImages.PNG)
            .toBytes();
    assertThat(ListedImages.lines(ListedImages.references(directory, "x.tar", tar)))
        .containsExactly(
            "photos/cat/1.jpg cat encoded",
            "photos/cat/2.05.jpg cat encoded",
            "photos/cat/2.06.jpg cat encoded",
            "photos/dog/1.jpg dog encoded",
            "photos/dog/odd.bin  fault",
            "3.png  encoded");
  }

  @Test
  void ofSplitsInAFolderTreeOneIsChosen() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("set/train/cat/1.jpg", ListedImages.JPEG)
            .add("set/test/cat/2.jpg", ListedImages.JPEG)
            .add("set/test/3.jpg", ListedImages.JPEG)
            .toBytes();
    assertThatThrownBy(() -> ListedImages.references(directory, "x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("x.tar", "several splits", "test, train", "--split");
    assertThat(
            ListedImages.lines(
                ListedImages.references(
                    directory, "x.tar", tar, SourceSettings.DEFAULT.withSplit("test"))))
        .containsExactly("set/test/cat/2.jpg cat encoded", "set/test/3.jpg  encoded");
    assertThat(
            ListedImages.references(
                directory, "x.tar", tar, SourceSettings.DEFAULT.withSplit("all")))
        .hasSize(3);
  }

  @Test
  void anArchiveOfOtherFilesIsRefused() {
    byte[] tar = TarBuilder.pax().add("set/data_batch_1.bin", "x").toBytes();
    assertThatThrownBy(
            () -> ListedImages.references(directory, "cifar.tar.gz", TestImages.gzip(tar)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("cifar.tar.gz", "data_batch_1.bin", "unpack it");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {90, 128, 200, 300})
  void longPathsAreKept(int length) throws Exception {
    String path = "folder/" + "ö".repeat(length / 2) + "x".repeat(length / 2) + ".jpg";
    for (TarBuilder tar : List.of(TarBuilder.pax(), TarBuilder.gnu())) {
      List<ImageReference> images =
          ListedImages.references(
              directory,
              "x.tar",
              tar.add(path, ListedImages.JPEG).add("b.jpg", ListedImages.JPEG).toBytes());
      assertThat(ListedImages.lines(images))
          .containsExactly(path + " folder encoded", "b.jpg  encoded");
      assertThat(ListedImages.contents(images))
          .containsExactly(ListedImages.JPEG, ListedImages.JPEG);
    }
  }

  @Test
  void whatIsNoFileIsPassedOverAndLinksAreFaults() throws Exception {
    byte[] tar =
        TarBuilder.gnu()
            .addNoFiles()
            .add("._1.jpg", "x")
            .add(".hidden/1.jpg", ListedImages.JPEG)
            .add("__MACOSX/._1.jpg", "x")
            .add("/1.jpg", ListedImages.JPEG)
            .addLink("2.jpg", "1.jpg", true)
            .addLink("3.jpg", "1.jpg", false)
            .addLink("latest", "1.jpg", true)
            .toBytes();
    List<ImageReference> images = ListedImages.references(directory, "x.tar", tar);
    assertThat(ListedImages.lines(images))
        .containsExactly("1.jpg  encoded", "2.jpg  fault", "3.jpg  fault");
    assertThat(images.get(1).getFault().getReason()).isEqualTo(FaultReasons.NO_IMAGE);
    assertThat(images.get(1).getFault().getMessage()).contains("2.jpg", "a link to 1.jpg");
  }

  @Test
  void partsTravelToOtherMachines() throws Exception {
    TestImages.write(
        directory.resolve("x"),
        TarBuilder.pax().add("1.jpg", ListedImages.JPEG).add("1.cls", "3").toBytes());
    ImageSource source =
        ImageSource.open(directory.resolve("x").toString(), SourceSettings.DEFAULT);
    SourcePart part = SerializableUtils.clone(source.parts().get(0));
    List<ImageReference> images = new ArrayList<>();
    part.forEach(images::add);
    assertThat(images.get(0).getLabelName()).isEqualTo("3");
  }

  @Test
  void idsMayHaveTheirArchiveInFront() throws Exception {
    byte[] tar = TarBuilder.pax().add("1.jpg", ListedImages.JPEG).add("1.cls", "3").toBytes();
    TestImages.write(directory.resolve("b.tar"), tar);
    SourceSettings byFile = new SourceSettings("", "", "", "", "", true, List.of());
    assertThat(ListedImages.lines(ListedImages.references(directory, "a.tar", tar, byFile, "")))
        .containsExactly("a.tar/1 3 encoded", "b.tar/1 3 encoded");
  }
}
