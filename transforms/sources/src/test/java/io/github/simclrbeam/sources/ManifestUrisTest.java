package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestUrisTest {
  @BeforeAll
  static void registerTheStore() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @ParameterizedTest
  @CsvSource({
    "/d/m.csv, a/b.jpg, /d/a/b.jpg",
    "m.csv, a.jpg, ./a.jpg",
    "/d/m.csv, /e/a.jpg, /e/a.jpg",
    "/d/m.csv, file:///e/a%20b, /e/a b",
    "/d/m.csv, file:e/a, /d/e/a",
    "/d/m.csv, ../a, /d/../a",
    "/d/m.csv, note: x, /d/note: x",
    "/d/m.csv, store://b/a%20b#c, store://b/a%20b#c",
    "store://b/d/m.csv, a%20b#c, store://b/d/a%20b#c",
    "store://b/d/m.csv, ./a, store://b/d/a",
    "store://b/d/m.csv, .././a, store://b/a",
    "store://b/d/m.csv, /e/a.jpg, /e/a.jpg",
    "store://b/d/m.csv, file:/e/a.jpg, /e/a.jpg"
  })
  void relativePathsBeginAtTheManifest(String manifest, String written, String uri) {
    assertThat(ManifestUris.resolve(manifest, written)).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "/d/m.csv, store://b/a/, store://b/a/",
    "/d/m.csv, store://b, store://b",
    "store://b/d/m.csv, a/, store://b/d/a/"
  })
  void aFolderOfAStoreIsNoImage(String manifest, String written, String uri) {
    assertThatThrownBy(() -> ManifestUris.resolve(manifest, written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(uri + " is a folder; an image must be a file");
  }

  @Test
  void whatNothingReadsIsRefused() {
    assertThatThrownBy(() -> ManifestUris.resolve("/m.csv", "HTTP://h/a.jpg"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HTTP://h/a.jpg is at http:, where nothing here reads");
  }
}
