package io.github.simclrbeam.sources;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StlFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedStlFilesAreReadOrRefused() throws Exception {
    byte[] images = StlImagesTest.images(3);
    SourceFuzz.run(
        directory,
        Map.of(
            "unlabeled_X.bin", images,
            "unlabeled_X.bin.gz", TestImages.gzip(images),
            "unlabeled_X.bin.zst", ZstdFiles.frame(images)));
  }
}
