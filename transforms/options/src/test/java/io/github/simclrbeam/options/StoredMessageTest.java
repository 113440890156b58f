package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredMessageTest {
  @TempDir Path directory;

  @Test
  void fieldsComeFromTheFile() throws IOException {
    RunRecord.Builder record = RunRecord.newBuilder();
    StoredMessage.read(file("{\"stage\": \"views\"}"), record);
    assertThat(record.getStage()).isEqualTo("views");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"stage\": ", "{\"stage\": {}}", "\0\0\0"})
  void damagedFilesAreNamedInTheDeepestCause(String json) throws IOException {
    String file = file(json);
    assertThatThrownBy(() -> StoredMessage.read(file, RunRecord.newBuilder()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a RunRecord: ")
        .hasNoCause();
  }

  private String file(String json) throws IOException {
    return Files.writeString(directory.resolve("run.json"), json).toString();
  }
}
