package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A glob finds on a store what it finds on the disk. */
final class StoreListingTest {
  @TempDir Path directory;

  /** gs:// and s3:// match nothing where a glob has braces; neither does the store of this test. */
  @Test
  void bracesAreWrittenOutBeforeAStoreIsAsked() throws Exception {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    for (String name : List.of("cat/1.jpg", "cat/deep/2.jpg", "dog/3.jpg", "cow/4.jpg")) {
      Files.createDirectories(directory.resolve(name).getParent());
      Files.writeString(directory.resolve(name), name);
    }
    List<String> found = List.of("cat/1.jpg", "cat/deep/2.jpg", "dog/3.jpg");
    assertThat(paths(CrashingStore.uri(directory) + "/{cat,dog}/**")).isEqualTo(found);
    assertThat(paths(directory + "/{cat,dog}/**")).isEqualTo(found);
  }

  private static List<String> paths(String spec) throws IOException {
    return Listing.expand(spec).stream().map(FileEntry::path).toList();
  }
}
