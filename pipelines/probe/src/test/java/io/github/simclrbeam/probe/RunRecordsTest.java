package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRecordsTest {
  @TempDir Path directory;

  @Test
  void aCommandNamesEveryOptionAndTheOutput() {
    assertThat(RunRecords.command("views", Map.of("seed", "1", "input", "my photos"), "out/v"))
        .isEqualTo(
            "simclr-beam views \\\n  --input='my photos' \\\n  --output=out/v \\\n  --seed=1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          gs://bucket/a,b | gs://bucket/a,b
          a b             | 'a b'
          $HOME/*         | '$HOME/*'
          it's            | 'it'\\''s'
          """)
  void whatAShellWouldReadOtherwiseIsQuoted(String value, String quoted) {
    assertThat(RunRecords.quoted(value)).isEqualTo(quoted);
  }

  @Test
  void aDirectoryWithoutARecordHasNone() throws IOException {
    assertThat(RunRecords.read(directory.toString())).isEmpty();
    Files.writeString(directory.resolve("run.json"), "not json");
    assertThat(RunRecords.read(directory.toString())).isEmpty();
    Files.writeString(directory.resolve("run.json"), "{\"stage\": \"views\"}");
    assertThat(RunRecords.read(directory.toString()))
        .hasValueSatisfying(record -> assertThat(record.getStage()).isEqualTo("views"));
  }
}
