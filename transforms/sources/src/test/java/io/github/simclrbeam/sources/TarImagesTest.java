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
            .add("a/01.jpg", ListedArchive.JPEG)
            .add("a/01.cls", "7\n")
            .add("a/02.cls", "cat")
            .add("a/02.png", ListedArchive.PNG)
            .toBytes();
    // Two blocks of header and the ListedArchive.JPEG's own, padded, stand before the second
    // header.
    long padded = (ListedArchive.JPEG.length + 511L) / 512 * 512;
    List<ImageReference> plain = ListedArchive.references(directory, "plain/x.tar", tar);
    assertThat(ListedArchive.lines(plain)).containsExactly("a/01 7 encoded", "a/02 cat encoded");
    assertThat(plain.get(0).getEncoded().getOffset()).isEqualTo(512);
    assertThat(plain.get(0).getEncoded().getLength()).isEqualTo(ListedArchive.JPEG.length);
    assertThat(plain.get(1).getEncoded().getOffset()).isEqualTo(512 + padded + 3 * 512 + 1024);
    assertThat(ListedArchive.contents(plain))
        .containsExactly(ListedArchive.JPEG, ListedArchive.PNG);
    for (byte[] compressed : List.of(TestImages.gzip(tar), TarBuilder.zstd(tar))) {
      List<ImageReference> carried =
          ListedArchive.references(directory, "compressed/x", compressed);
      assertThat(ListedArchive.lines(carried))
          .containsExactly("a/01 7 carried_encoded", "a/02 cat carried_encoded");
      assertThat(ListedArchive.contents(carried))
          .containsExactly(ListedArchive.JPEG, ListedArchive.PNG);
    }
  }

  @Test
  void anArchivedFolderTreeIsListedLikeFolders() throws Exception {
    byte[] tar =
        TarBuilder.pax()
            .add("./photos/cat/1.jpg", ListedArchive.JPEG)
            .add("./photos/cat/2.05.jpg", ListedArchive.JPEG)
            .add("./photos/cat/2.06.jpg", ListedArchive.JPEG)
            .add("./photos/dog/1.jpg", ListedArchive.JPEG)
            .add("./photos/README.md", "about")
            .add("./photos/dog/odd.bin", "x")
            .add("3.png", ListedArchive.PNG)
            .toBytes();
    assertThat(ListedArchive.lines(ListedArchive.references(directory, "x.tar", tar)))
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
            .add("set/train/cat/1.jpg", ListedArchive.JPEG)
            .add("set/test/cat/2.jpg", ListedArchive.JPEG)
            .add("set/test/3.jpg", ListedArchive.JPEG)
            .toBytes();
    assertThatThrownBy(() -> ListedArchive.references(directory, "x.tar", tar))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("x.tar", "several splits", "test, train", "--split");
    assertThat(
            ListedArchive.lines(
                ListedArchive.references(
                    directory, "x.tar", tar, SourceSettings.DEFAULT.withSplit("test"))))
        .containsExactly("set/test/cat/2.jpg cat encoded", "set/test/3.jpg  encoded");
    assertThat(
            ListedArchive.references(
                directory, "x.tar", tar, SourceSettings.DEFAULT.withSplit("all")))
        .hasSize(3);
  }

  @Test
  void anArchiveOfOtherFilesIsRefused() {
    byte[] tar = TarBuilder.pax().add("set/data_batch_1.bin", "x").toBytes();
    assertThatThrownBy(
            () -> ListedArchive.references(directory, "cifar.tar.gz", TestImages.gzip(tar)))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("cifar.tar.gz", "data_batch_1.bin", "unpack it");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {90, 128, 200, 300})
  void longPathsAreKept(int length) throws Exception {
    String path = "folder/" + "ö".repeat(length / 2) + "x".repeat(length / 2) + ".jpg";
    for (TarBuilder tar : List.of(TarBuilder.pax(), TarBuilder.gnu())) {
      List<ImageReference> images =
          ListedArchive.references(
              directory,
              "x.tar",
              tar.add(path, ListedArchive.JPEG).add("b.jpg", ListedArchive.JPEG).toBytes());
      assertThat(ListedArchive.lines(images))
          .containsExactly(path + " folder encoded", "b.jpg  encoded");
      assertThat(ListedArchive.contents(images))
          .containsExactly(ListedArchive.JPEG, ListedArchive.JPEG);
    }
  }

  @Test
  void whatIsNoFileIsPassedOverAndLinksAreFaults() throws Exception {
    byte[] tar =
        TarBuilder.gnu()
            .addNoFiles()
            .add("._1.jpg", "x")
            .add(".hidden/1.jpg", ListedArchive.JPEG)
            .add("__MACOSX/._1.jpg", "x")
            .add("/1.jpg", ListedArchive.JPEG)
            .addLink("2.jpg", "1.jpg", true)
            .addLink("3.jpg", "1.jpg", false)
            .addLink("latest", "1.jpg", true)
            .toBytes();
    List<ImageReference> images = ListedArchive.references(directory, "x.tar", tar);
    assertThat(ListedArchive.lines(images))
        .containsExactly("1.jpg  encoded", "2.jpg  fault", "3.jpg  fault");
    assertThat(images.get(1).getFault().getReason()).isEqualTo(FaultReasons.NO_IMAGE);
    assertThat(images.get(1).getFault().getMessage()).contains("2.jpg", "a link to 1.jpg");
  }

  @Test
  void partsTravelToOtherMachines() throws Exception {
    TestImages.write(
        directory.resolve("x"),
        TarBuilder.pax().add("1.jpg", ListedArchive.JPEG).add("1.cls", "3").toBytes());
    ImageSource source =
        ImageSource.open(directory.resolve("x").toString(), SourceSettings.DEFAULT);
    SourcePart part = SerializableUtils.clone(source.parts().get(0));
    List<ImageReference> images = new ArrayList<>();
    part.forEach(images::add);
    assertThat(images.get(0).getLabelName()).isEqualTo("3");
  }

  @Test
  void idsMayHaveTheirArchiveInFront() throws Exception {
    byte[] tar = TarBuilder.pax().add("1.jpg", ListedArchive.JPEG).add("1.cls", "3").toBytes();
    TestImages.write(directory.resolve("b.tar"), tar);
    SourceSettings byFile = new SourceSettings("", "", "", "", "", true, List.of());
    assertThat(ListedArchive.lines(ListedArchive.references(directory, "a.tar", tar, byFile, "")))
        .containsExactly("a.tar/1 3 encoded", "b.tar/1 3 encoded");
  }
}
