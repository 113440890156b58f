package io.github.simclrbeam.sources;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedArchivesAreReadOrRefused() throws Exception {
    byte[] samples =
        TarBuilder.pax()
            .add("n".repeat(150) + "/1.jpg", TestImages.jpeg(8, 8, 1))
            .add("n".repeat(150) + "/1.cls", "3")
            .add("2.json", "{\"label\": \"cat\", \"width\": [8, 8]}")
            .add("2.png", TestImages.png(8, 8, 2))
            .toBytes();
    byte[] folders =
        TarBuilder.gnu()
            .add("cat/" + "n".repeat(150) + ".jpg", TestImages.jpeg(8, 8, 1))
            .addLink("cat/2.jpg", "cat/1.jpg", false)
            .add("dog/3.png", TestImages.png(8, 8, 2))
            .toBytes();
    SourceFuzz.run(
        directory,
        Map.of(
            "samples.tar", samples,
            "samples.tar.gz", TestImages.gzip(samples),
            "samples.tar.zst", TarBuilder.zstd(samples),
            "folders.tar", folders,
            "folders.tar.gz", TestImages.gzip(folders)));
  }
}
