package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenFilesTest {
  @TempDir Path directory;

  @Test
  void partsAreReadInAnyOrderOfMoreFilesThanStayOpen() throws Exception {
    int files = OpenFiles.MOST + 3;
    try (OpenFiles open = new OpenFiles()) {
      for (int i = 0; i < files; i++) {
        TestImages.write(directory.resolve("f" + i), new byte[] {(byte) i, 1, 2, 3});
      }
      for (int i = 0; i < 5 * files; i++) {
        int file = i * 7 % files;
        String uri = directory.resolve("f" + file).toString();
        assertThat(open.read(uri, 2, 2)).containsExactly(2, 3);
        assertThat(open.read(uri, 0, 2)).containsExactly(file, 1);
      }
    }
  }

  @Test
  void aFileIsOpenedOnceAndNoMoreAfterClosing() throws Exception {
    Path file = TestImages.write(directory.resolve("f"), new byte[] {1, 2, 3});
    OpenFiles open = new OpenFiles();
    assertThat(open.read(file.toString(), 0, 1)).containsExactly(1);
    Files.delete(file);
    assertThat(open.read(file.toString(), 2, 1)).containsExactly(3);
    open.close();
    assertThatThrownBy(() -> open.read(file.toString(), 0, 1))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aPartBeyondTheFileIsToldByWhereItEnds() {
    String file = TestImages.write(directory.resolve("f"), new byte[10]).toString();
    OpenFiles open = new OpenFiles();
    assertThatThrownBy(() -> open.read(file, 8, 3))
        .isInstanceOf(BeyondFileException.class)
        .hasMessage(file + " ends at byte 10, but 3 bytes from 8 were asked for");
    assertThatThrownBy(() -> open.read(file, Long.MAX_VALUE, 3))
        .isInstanceOf(BeyondFileException.class);
    assertThatThrownBy(() -> open.read(file, -1, 3)).isInstanceOf(BeyondFileException.class);
  }

  @Test
  void severalThreadsReadTheSameFile() throws Exception {
    byte[] bytes = new byte[10_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 251);
    }
    String file = TestImages.write(directory.resolve("f"), bytes).toString();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (OpenFiles open = new OpenFiles()) {
      Callable<Boolean> readsAll =
          () ->
              IntStream.range(0, bytes.length)
                  .allMatch(i -> at(open, file, i * 7919 % bytes.length));
      for (Future<Boolean> right : threads.invokeAll(List.of(readsAll, readsAll, readsAll))) {
        assertThat(right.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static boolean at(OpenFiles open, String file, int offset) {
    try {
      return open.read(file, offset, 1)[0] == (byte) (offset % 251);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
