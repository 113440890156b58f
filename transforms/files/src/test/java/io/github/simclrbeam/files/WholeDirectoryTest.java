package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeDirectoryTest {
  @TempDir Path parent;

  private WholeDirectory at(Disk disk) {
    return new WholeDirectory(parent.resolve("it").toString(), "marker", disk);
  }

  private static Map<String, StoredFile.Content> files(String content) {
    StoredFile.Content bytes = out -> out.write(content.getBytes(StandardCharsets.UTF_8));
    return Map.of("data", bytes, "marker", bytes);
  }

  private List<String> there() throws IOException {
    try (Stream<Path> paths = Files.walk(parent)) {
      return paths
          .filter(Files::isRegularFile)
          .map(parent::relativize)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  /** Returns the local disk, which from this change on, counted from 0, refuses every one. */
  private static Disk dyingAt(int change, List<String> log) {
    AtomicInteger changes = new AtomicInteger();
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              if (changes.getAndIncrement() >= change) {
                throw new IOException("dead");
              }
              log.add(method.getName() + " " + ((Path) arguments[0]).getFileName());
              try {
                return method.invoke(Disk.local(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void everyFileAndEveryNameIsForcedBeforeItCounts() throws IOException {
    List<String> log = new ArrayList<>();
    at(dyingAt(100, log)).write(Map.of("marker", out -> out.write(0)));
    log.replaceAll(line -> line.replaceAll("\\.tmp-.*", "temporary"));
    assertThat(log)
        .containsExactly(
            "makeDirectory temporary",
            "write marker",
            "force marker",
            "force temporary",
            "move temporary",
            "force " + parent.getFileName());
  }

  @Test
  void whereverWritingInItsPlaceDiesTheOldOneOrTheNewOneIsThereWhole() throws IOException {
    boolean died = true;
    int change = 0;
    for (; died; change++) {
      at(Disk.local()).write(files("old"));
      try {
        at(dyingAt(change, new ArrayList<>())).write(files("new"));
        died = false;
      } catch (IOException e) {
        assertThat(e).hasMessage("dead");
      }
      WholeDirectory.settle(parent.toString(), Disk.local());
      assertThat(there()).as("died at %d", change).containsExactly("it/data", "it/marker");
      assertThat(Files.readString(parent.resolve("it/data")))
          .isIn("old", "new")
          .isEqualTo(Files.readString(parent.resolve("it/marker")));
    }
    assertThat(Files.readString(parent.resolve("it/data"))).isEqualTo("new");
    assertThat(change).isGreaterThan(10);
  }

  @Test
  void whereverRemovingDiesItIsThereWholeOrNotAtAll() throws IOException {
    for (int change = 0; change < 5; change++) {
      at(Disk.local()).write(files("x"));
      WholeDirectory dying = at(dyingAt(change, new ArrayList<>()));
      assertThatThrownBy(dying::remove).hasMessage("dead");
      WholeDirectory.settle(parent.toString(), Disk.local());
      if (change == 0) {
        assertThat(there()).containsExactly("it/data", "it/marker");
      } else {
        assertThat(there()).isEmpty();
      }
    }
    at(Disk.local()).write(files("x"));
    at(Disk.local()).remove();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aNewNameReplacesWhatHadIt() throws IOException {
    at(Disk.local()).write(files("x"));
    Files.createDirectory(parent.resolve("aside"));
    Files.writeString(parent.resolve("aside/other"), "y");
    at(Disk.local()).rename("aside");
    assertThat(there()).containsExactly("aside/data", "aside/marker");
    assertThat(at(Disk.local()).exists()).isFalse();
  }

  @Test
  void whatAFailureLeftIsCleanedUpWhenTheDiskStillWorks() throws IOException {
    Files.writeString(parent.resolve("it"), "a file where the directory should be");
    assertThatThrownBy(
            () ->
                new WholeDirectory(parent.resolve("it/below").toString(), "marker", Disk.local())
                    .write(files("x")))
        .isInstanceOf(IOException.class);
    assertThat(there()).containsExactly("it");
  }

  @Test
  void filesWithoutTheMarkerAreRefused() {
    assertThatThrownBy(() -> at(Disk.local()).write(Map.of("data", out -> out.write(0))))
        .hasMessage("files must hold marker, but hold: [data]");
  }
}
