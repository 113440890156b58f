package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  @TempDir Path folder;

  @Test
  void linesOfTheFileBecomeOptionsAndTheCommandLineWins() throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, "input: photos\nepochs: 3\noverwrite: true\n");
    Problems problems = new Problems();
    List<String> expanded =
        RunFile.expand(List.of("--config=" + file, "--epochs=7", "--output=out"), problems);
    problems.throwIfAny();
    assertThat(expanded)
        .containsExactly(
            "--config=" + file, "--epochs=7", "--output=out", "--input=photos", "--overwrite=true");
  }

  @Test
  void withoutAFileTheArgumentsStayAsTheyAre() throws IOException {
    assertThat(RunFile.expand(List.of("--input=a"), new Problems())).containsExactly("--input=a");
  }

  @Test
  void aMissingFileAndAFileWithoutNamesAreProblems() throws IOException {
    Path list = folder.resolve("list.yaml");
    Files.writeString(list, "- a\n- b\n");
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, "input: [a\n");
    assertProblem(folder.resolve("nowhere.yaml"), "must be a file");
    assertProblem(list, "must hold name: value lines");
    assertProblem(broken, "is not YAML");
  }

  private static void assertProblem(Path file, String words) throws IOException {
    Problems problems = new Problems();
    RunFile.expand(List.of("--config=" + file), problems);
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--config")
        .hasMessageContaining(words);
  }
}
