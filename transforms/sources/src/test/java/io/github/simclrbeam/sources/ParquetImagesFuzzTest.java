package io.github.simclrbeam.sources;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetImagesFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedTablesAreReadOrRefused() throws Exception {
    SourceFuzz.run(
        directory, Map.of("hf.parquet", ParquetImagesTest.resource("hugging-face.parquet")));
  }
}
