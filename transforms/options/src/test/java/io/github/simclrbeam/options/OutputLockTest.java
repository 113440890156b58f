package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir Path directory;

  private static String taken(Path run) {
    return "--output: " + run + " is being written by another process; wait for its end";
  }

  @Test
  void twoRunsOfOneProcessAreKeptApartToo() throws IOException {
    Path run = directory.resolve("run");
    try (OutputLock held = OutputLock.take(run.toString())) {
      assertThatThrownBy(() -> OutputLock.take(run.toString())).hasMessage(taken(run));
    }
    OutputLock.take(run.toString()).close();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void theFileOfAFasterOneIsNotDeleted() throws IOException {
    Path run = directory.resolve("run");
    OutputLock lost = OutputLock.take(run.toString());
    Files.delete(run.resolve(".lock"));
    Files.createFile(run.resolve(".lock"));
    lost.close();
    assertThat(run.resolve(".lock")).exists();
    OutputLock.take(run.toString()).close();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void remoteDirectoriesAreNotGuarded() throws IOException {
    String remote = "gs://bucket/run";
    try (OutputLock one = OutputLock.take(remote)) {
      assertThatCode(() -> OutputLock.take(remote).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void anotherRunInTheSameParentIsNoneOfItsBusiness() throws IOException {
    try (OutputLock one = OutputLock.take(directory.resolve("one").toString());
        OutputLock two = OutputLock.take(directory.resolve("two").toString())) {
      assertThat(two).isNotSameAs(one);
    }
    assertThat(directory.resolve("one")).isEmptyDirectory();
  }
}
