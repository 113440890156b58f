package io.github.simclrbeam.sources;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestFuzzTest {
  @TempDir Path directory;

  @Test
  void damagedManifestsAreReadOrRefused() throws Exception {
    StringBuilder csv = new StringBuilder("file_name,label,note\n");
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      TestImages.write(directory.resolve("img/%d.png".formatted(i)), TestImages.png(4, 4, i));
      csv.append("img/%d.png,\"class, %d\",\"a\"\"b\nc\"\n".formatted(i, i % 3));
      json.append("{\"path\": \"img/%d.png\", \"label\": %d, \"x\": [{}]}\n".formatted(i, i % 3));
    }
    byte[] csvBytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    byte[] jsonBytes = json.toString().getBytes(StandardCharsets.UTF_8);
    SourceFuzz.run(
        directory,
        Map.of(
            "m.csv", csvBytes,
            "m.jsonl", jsonBytes,
            "list.txt", csvBytes,
            "m.csv.gz", TestImages.gzip(csvBytes)));
  }
}
