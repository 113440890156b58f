package io.github.simclrbeam.sources;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TfRecordFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedTfRecordFilesAreReadOrRefused() throws Exception {
    byte[] records =
        ExampleBuilder.file(
            new ExampleBuilder().bytes("image", TestImages.jpeg(8, 8, 1)).number("label", 3),
            new ExampleBuilder()
                .bytes("image", new byte[12])
                .number("height", 2)
                .number("width", 2)
                .text("id", "b"),
            new ExampleBuilder().bytes("image", TestImages.png(8, 8, 2)).text("label", "cat"));
    SourceFuzz.run(
        directory,
        Map.of(
            "a.tfrecord", records,
            "a.tfrecord.gz", TestImages.gzip(records),
            "a.tfrecord.zz", ExampleBuilder.zlib(records),
            "a.tfrecord.zst", TarBuilder.zstd(records)));
  }
}
