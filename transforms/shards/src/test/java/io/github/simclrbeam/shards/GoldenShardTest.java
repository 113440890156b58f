package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a whole set of two records: a change here makes a new format version. */
final class GoldenShardTest {
  @TempDir Path directory;

  @Test
  void setHasTheseBytes() throws Exception {
    TestShards.write(directory, 2, 1);
    assertThat(
            HexFormat.of()
                .formatHex(
                    Files.readAllBytes(directory.resolve("toy-train.tfrecord-00000-of-00001"))))
        .isEqualTo(resource("golden-shard.hex").replaceAll("\\s", ""));
    assertThat(Files.readString(directory.resolve("manifest.json")))
        .isEqualTo(resource("golden-manifest.json"));
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = GoldenShardTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
