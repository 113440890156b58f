package io.github.simclrbeam.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What catalog.json says. */
class CatalogTest {
  static Stream<DataSet> dataSets() {
    return Catalog.standard().dataSets().stream();
  }

  @Test
  void theTableHasALineADataSet() {
    assertThat(Catalog.standard().table().lines())
        .containsExactly(
            "name            what                                        images  classes  download",
            "fashion-mnist   clothes, 28 x 28, gray                      70,000       10   30.9 MB",
            "cifar-10        animals and vehicles, 32 x 32, colour       60,000       10  170.1 MB",
            "cifar-100       things and beings, 32 x 32, colour          60,000      100  168.5 MB",
            "stl-10          animals and vehicles, 96 x 96, colour      113,000       10    2.6 GB",
            "imagenette      ten easy classes of ImageNet, full size     13,394       10    1.6 GB",
            "imagenette-320  imagenette, shorter side 320                13,394       10  341.7 MB",
            "imagenette-160  imagenette, shorter side 160                13,394       10   99.0 MB");
  }

  @ParameterizedTest
  @MethodSource("dataSets")
  void everyFileHasASha256ASizeAndAUrlThatCanBeRead(DataSet dataSet) {
    for (RemoteFile file : dataSet.files()) {
      assertThat(Checksum.parse(file.checksum()).kind()).isEqualTo("sha256");
      assertThat(file.bytes()).isPositive();
      assertThat(URI.create(file.url()).getHost()).isNotEmpty();
    }
    assertThat(dataSet.checksumsFrom()).isNotEmpty();
    assertThat(dataSet.licence()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("dataSets")
  void archivesHavePlacementsAndOtherFilesNone(DataSet dataSet) {
    boolean archive = dataSet.files().get(0).isArchive();
    assertThat(dataSet.files()).allMatch(file -> file.isArchive() == archive);
    assertThat(dataSet.place().isEmpty()).isEqualTo(!archive);
  }

  @Test
  void cifarHoldsARecordOfLabelsAndPixelsAnImage() {
    long record10 = 1 + 3 * 32 * 32;
    long record100 = 2 + 3 * 32 * 32;
    assertThat(Catalog.standard().named("cifar-10").orElseThrow().unpackedBytes())
        .isBetween(60_000 * record10, 60_000 * record10 + 1_000);
    assertThat(Catalog.standard().named("cifar-100").orElseThrow().unpackedBytes())
        .isBetween(60_000 * record100, 60_000 * record100 + 10_000);
  }
}
