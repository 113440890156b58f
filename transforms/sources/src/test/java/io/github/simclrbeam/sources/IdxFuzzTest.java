package io.github.simclrbeam.sources;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedIdxFilesAreReadOrRefused() throws Exception {
    byte[] images = TestImages.idx(20, 5, 4);
    SourceFuzz.run(
        directory,
        Map.of("images-idx3-ubyte", images, "images-idx3-ubyte.gz", TestImages.gzip(images)));
  }
}
