package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppendedFileTest {
  @TempDir Path directory;

  @Test
  void whatIsAppendedIsSeenAtOnce() throws IOException {
    Path path = directory.resolve("a/b");
    AppendedFile file = AppendedFile.open(path.toString(), 0);
    file.append(bytes("one"));
    assertThat(path).hasContent("one");
    file.append(bytes("two"));
    assertThat(file.sync()).isEqualTo(6);
    assertThat(file.content()).isEqualTo(bytes("onetwo"));
  }

  @Test
  void bytesBehindThoseKeptAreCutOff() throws IOException {
    Path path = directory.resolve("file");
    Files.writeString(path, "kept, not kept");
    AppendedFile file = AppendedFile.open(path.toString(), 5);
    file.append(bytes(" new"));
    assertThat(file.size()).isEqualTo(9);
    assertThat(path).hasContent("kept, new");
  }

  @Test
  void nothingKeptStartsTheFileAnew() throws IOException {
    Path path = directory.resolve("file");
    Files.writeString(path, "old");
    AppendedFile.open(path.toString(), 0);
    assertThat(path).isEmptyFile();
  }

  @Test
  void aFileThatIsShorterThanWhatIsKeptIsRefused() throws IOException {
    Path path = directory.resolve("file");
    assertThatThrownBy(() -> AppendedFile.open(path.toString(), 4))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " must hold the 4 bytes that its checkpoint counts, but holds 0");
    Files.writeString(path, "123");
    assertThatThrownBy(() -> AppendedFile.open(path.toString(), 4))
        .hasMessage(path + " must hold the 4 bytes that its checkpoint counts, but holds 3");
    assertThat(path).hasContent("123");
    assertThatThrownBy(() -> AppendedFile.open(path.toString(), -1))
        .hasMessage("bytes kept must be 0 or more, but was: -1");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
