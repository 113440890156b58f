package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTest {
  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsReplacedDirectoriesAreMadeAndNothingElseIsLeft() throws IOException {
    Path file = directory.resolve("a/b/file");
    DurableFiles.local().write(file.toString(), bytes("one"));
    DurableFiles.local().write("file:" + file, bytes("two"));
    assertThat(file).hasContent("two");
    try (Stream<Path> beside = Files.list(file.getParent())) {
      assertThat(beside).containsExactly(file);
    }
    DurableFiles.local().delete(file.toString());
    DurableFiles.local().delete(file.toString());
    assertThat(file).doesNotExist();
  }

  @Test
  void whatCannotBeReplacedStaysAndNothingTemporaryIsLeft() throws IOException {
    Path full = Files.createDirectories(directory.resolve("full"));
    Files.writeString(full.resolve("x"), "x");
    assertThatThrownBy(() -> DurableFiles.local().write(full.toString(), bytes("one")))
        .isInstanceOf(IOException.class);
    try (Stream<Path> paths = Files.walk(directory)) {
      assertThat(paths).containsExactlyInAnyOrder(directory, full, full.resolve("x"));
    }
  }

  @Test
  void onlyWhatWasNotFinishedIsDeleted() throws IOException {
    Files.writeString(directory.resolve("file"), "x");
    Files.writeString(directory.resolve("file.tmp-1"), "x");
    Files.createDirectories(directory.resolve(".tmp-2/below"));
    Files.writeString(directory.resolve(".tmp-2/below/x"), "x");
    DurableFiles.local().deleteUnfinished(directory);
    DurableFiles.local().deleteUnfinished(directory.resolve("not-there"));
    try (Stream<Path> paths = Files.walk(directory)) {
      assertThat(paths).containsExactlyInAnyOrder(directory, directory.resolve("file"));
    }
  }

  @Test
  void theLocalDiskAppendsAndCuts() throws IOException {
    Path file = directory.resolve("file");
    Disk disk = Disk.local();
    disk.write(file, bytes("abc"));
    disk.append(file, bytes("def"));
    disk.truncate(file, 4);
    disk.force(file);
    disk.force(directory);
    assertThat(file).hasContent("abcd");
    disk.write(file, bytes("x"));
    assertThat(file).hasContent("x");
    assertThatThrownBy(() -> disk.append(directory.resolve("none"), bytes("x")))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }
}
