package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir Path folder;

  @Test
  void aDirectoryOfThemIsRemovedWithAllThatIsInIt() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve(".tmp"));
    Files.writeString(temporary.resolve("chunk-0"), "x");
    TemporaryFiles.remove(temporary.toString());
    assertThat(temporary).doesNotExist();
    TemporaryFiles.remove(temporary.toString());
  }

  @Test
  void whatANetworkFileSystemKeepsOfADeletedFileIsNoFault() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve(".tmp"));
    Files.writeString(temporary.resolve("chunk-0"), "x");
    Path kept = Files.writeString(temporary.resolve(".nfs00001"), "still open");
    TemporaryFiles.remove(temporary.toString());
    assertThat(temporary).isDirectoryContaining(kept::equals);
    assertThat(temporary.resolve("chunk-0")).doesNotExist();
  }
}
