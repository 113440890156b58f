package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with space",
        "[a]",
        "{a,b}",
        "star*",
        "what?",
        "größe 猫",
        "a%20b",
        "back\\slash",
        "sub/dir/file"
      })
  void everyNameCanBeWrittenReadRenamedAndDeleted(String name) throws Exception {
    String uri = directory + "/" + name;
    assertThat(StoredFile.exists(uri)).isFalse();
    StoredFile.writeAtomically(uri, "text of " + name);
    assertThat(StoredFile.exists(uri)).isTrue();
    assertThat(StoredFile.readText(uri)).isEqualTo("text of " + name);
    assertThat(StoredFile.size(uri))
        .isEqualTo(("text of " + name).getBytes(StandardCharsets.UTF_8).length);
    assertThat(StoredFile.read(uri, 5, 2)).asString(StandardCharsets.UTF_8).isEqualTo("of");
    StoredFile.rename(uri, uri + ".new");
    assertThat(StoredFile.exists(uri)).isFalse();
    assertThat(StoredFile.readText(uri + ".new")).isEqualTo("text of " + name);
    StoredFile.delete(uri + ".new");
    assertThat(StoredFile.exists(uri + ".new")).isFalse();
  }

  @Test
  void wildcardInAPathIsNoWildcard() throws Exception {
    Files.writeString(directory.resolve("ab"), "x");
    assertThat(StoredFile.exists(directory + "/a*")).isFalse();
    assertThat(StoredFile.exists(directory + "/[a]b")).isFalse();
  }

  @Test
  void directoryIsNoFile() {
    assertThatThrownBy(() -> StoredFile.size(directory.toString()))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> StoredFile.read(directory.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage("a directory is there, not a file: " + directory);
  }

  @Test
  void missingFileIsNamed() {
    String uri = directory + "/missing";
    assertThatThrownBy(() -> StoredFile.read(uri))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(uri);
    assertThatThrownBy(() -> StoredFile.size(uri))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(uri);
  }

  @Test
  void whatCannotBeThereIsMissing() throws Exception {
    Files.writeString(directory.resolve("file"), "x");
    String longName = "é".repeat(128);
    for (String name : List.of("file/below", longName, longName + "/x", "a/".repeat(3_000) + "x")) {
      assertThatThrownBy(() -> StoredFile.open(directory + "/" + name))
          .as(name)
          .isInstanceOf(FileNotFoundException.class)
          .hasMessage(directory + "/" + name);
    }
  }

  @Test
  void readBeyondTheEndIsRefusedBeforeMemoryIsTaken() throws Exception {
    String uri = directory + "/ten";
    StoredFile.writeAtomically(uri, new byte[10]);
    assertThatThrownBy(() -> StoredFile.read(uri, 8, Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessage(uri + " ends at byte 10, but 2147483647 bytes from 8 were asked for");
    assertThat(StoredFile.read(uri, 8, 2)).hasSize(2);
    assertThat(StoredFile.read(uri, 10, 0)).isEmpty();
  }

  @Test
  void channelSeeks() throws Exception {
    String uri = directory + "/digits";
    StoredFile.writeAtomically(uri, "0123456789");
    try (SeekableByteChannel channel = StoredFile.openSeekable(uri)) {
      ByteBuffer buffer = ByteBuffer.allocate(1);
      channel.position(7).read(buffer);
      assertThat(buffer.get(0)).isEqualTo((byte) '7');
    }
  }

  @Test
  void atomicWriteReplacesAndLeavesNothingBeside() throws Exception {
    String uri = directory + "/file";
    StoredFile.writeAtomically(uri, "old and longer");
    StoredFile.writeAtomically(uri, "new");
    assertThat(StoredFile.readText(uri)).isEqualTo("new");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void failedAtomicWriteLeavesNothingBeside() throws Exception {
    Files.createDirectories(directory.resolve("taken/by"));
    assertThatThrownBy(() -> StoredFile.writeAtomically(directory + "/taken", "x"))
        .isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aWriterThatFailsLeavesNothing() throws Exception {
    StoredFile.Content half =
        out -> {
          out.write(new byte[100_000]);
          throw new IllegalStateException("half way");
        };
    assertThatThrownBy(() -> StoredFile.writeAtomically(directory + "/file", half))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("half way");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void createMakesTheDirectoriesAbove() throws Exception {
    try (OutputStream out = StoredFile.create(directory + "/a/b/c")) {
      out.write(1);
    }
    assertThat(StoredFile.read(directory + "/a/b/c")).containsExactly(1);
  }

  @Test
  void retriedRenameAndDeleteDoNothing() throws Exception {
    Files.writeString(directory.resolve("to"), "kept");
    StoredFile.rename(directory + "/from", directory + "/to");
    StoredFile.delete(directory + "/from");
    assertThat(StoredFile.readText(directory + "/to")).isEqualTo("kept");
  }

  @Test
  void fileUrisAreLocalPaths() throws Exception {
    Path file = directory.resolve("a b");
    Files.writeString(file, "x");
    assertThat(StoredFile.readText(file.toUri().toString())).isEqualTo("x");
    assertThat(StoredFile.readText("file:" + file)).isEqualTo("x");
  }
}
