package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with names, values, input and output is told together. */
class OptionsAtOnceTest {
  @TempDir Path folder;
  private Path theirs;

  @BeforeEach
  void writeSomebodyElsesDirectory() throws Exception {
    theirs = Files.createDirectories(folder.resolve("theirs"));
    Files.writeString(theirs.resolve("thesis.txt"), "do not lose me");
  }

  @ParameterizedTest
  @ValueSource(strings = {"views", "embed", "run"})
  void aStageNamesThemAll(String command) throws Exception {
    assertThat(
            problems(
                command,
                "stray",
                "--bogus=1",
                "--imageSize=-4",
                "--input=" + folder.resolve("nowhere"),
                "--output=" + theirs))
        .contains("stray", "--bogus", "--imageSize", "--input", "--output");
    assertThat(theirs).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
  }

  @Test
  void devicesThatAreNotThereAreNamedBeforeAnyStage() {
    assertThat(
            problems(
                "run",
                "--device=gpu99",
                "--devices=cpu,gpu0",
                "--input=" + theirs,
                "--output=" + folder.resolve("out")))
        .contains("--device", "--devices");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void probeNamesThemAll() {
    assertThat(
            problems(
                "probe",
                "--protocol=z",
                "--baseline=x",
                "--train=" + folder.resolve("nowhere"),
                "--output=" + theirs))
        .contains("--protocol", "--baseline", "--train", "--output");
  }

  @Test
  void explainNamesTheMissingImageAndTheMissingPath() {
    assertThat(problems("explain", folder.resolve("nowhere").toString(), "--imge=x"))
        .containsExactlyInAnyOrder("--imge", "--image", "PATH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "verify"})
  void aPathWhereNothingIsIsAProblemOfTheOptions(String command) {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> run(command, nowhere.toString()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("PATH: must name something that is there, but was: " + nowhere);
  }

  private static List<String> problems(String... arguments) {
    return catchThrowableOfType(InvalidOptionsException.class, () -> run(arguments))
        .problems()
        .stream()
        .map(Problem::option)
        .toList();
  }

  private static void run(String... arguments) throws Exception {
    List<String> all = List.of(arguments);
    Commands.named(all.get(0)).orElseThrow().action().run(all.subList(1, all.size()));
  }
}
