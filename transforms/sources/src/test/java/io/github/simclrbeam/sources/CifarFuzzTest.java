package io.github.simclrbeam.sources;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CifarFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedCifarFilesAreReadOrRefused() throws Exception {
    byte[] ten = CifarFiles.ten(0, 9, 5, 1);
    byte[] hundred = CifarFiles.hundred(0, 99, 19, 0, 3, 50);
    SourceFuzz.run(
        directory,
        Map.of(
            "data_batch_1.bin", ten,
            "test_batch.bin.gz", TestImages.gzip(ten),
            "own.bin.zst", ZstdFiles.frame(ten),
            "train.bin", hundred,
            "test.bin.gz", TestImages.gzip(hundred),
            "train.bin.zst", ZstdFiles.frame(hundred)));
  }
}
