package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that cannot be used: exit code 2, every problem in one go, nothing touched. */
class WrongOptionsTest {
  @TempDir Path folder;

  @Test
  void everyProblemIsNamedAtOnce() {
    Path output = folder.resolve("out");
    Program program =
        Program.run(
            "views",
            "--input=" + folder.resolve("nowhere"),
            "--output=" + output,
            "--imageSize=-5",
            "--viewsPerImag=2",
            "--recipe=simclr-imagnet");
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err())
        .contains("--imageSize")
        .contains("-5")
        .contains("--viewsPerImag: is unknown; did you mean viewsPerImage?")
        .contains("did you mean simclr-imagenet?")
        .doesNotContain("\tat ");
    assertThat(output).doesNotExist();
  }

  @Test
  void aMissingInputIsAnOptionProblem() {
    Path output = folder.resolve("out");
    Program program =
        Program.run("views", "--input=" + folder.resolve("nowhere"), "--output=" + output);
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err()).contains("--input").contains("nowhere");
    assertThat(output).doesNotExist();
  }

  @Test
  void somebodyElsesDirectoryIsLeftAlone() throws IOException {
    Path images = folder.resolve("images");
    Pictures.write(images, 4, 2, 20, 30, 3);
    Path output = Files.createDirectories(folder.resolve("thesis"));
    Files.writeString(output.resolve("chapter-1.txt"), "four years of work");
    for (String overwrite : new String[] {"false", "true"}) {
      Program program =
          Program.run(
              "views", "--input=" + images, "--output=" + output, "--overwrite=" + overwrite);
      assertThat(program.code()).isEqualTo(2);
      assertThat(program.err()).contains("--output");
    }
    assertThat(Files.readString(output.resolve("chapter-1.txt"))).isEqualTo("four years of work");
    assertThat(output).isDirectoryNotContaining(file -> !file.endsWith("chapter-1.txt"));
  }

  @Test
  void ourDirectoryWithAnotherConfigurationIsRefusedWithTheDifferenceAndARerunSaysComplete()
      throws IOException {
    Path images = folder.resolve("images");
    Pictures.write(images, 6, 2, 20, 30, 4);
    Path output = folder.resolve("views");
    String[] first = {"views", "--input=" + images, "--output=" + output, "--imageSize=16"};
    assertThat(Program.run(first).code()).isZero();
    java.util.Map<String, String> before = Tree.digests(output);

    Program other =
        Program.run("views", "--input=" + images, "--output=" + output, "--imageSize=24");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("imageSize").contains("16").contains("24");

    Program again = Program.run(first);
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("is complete");
    assertThat(Tree.digests(output)).isEqualTo(before);
  }

  @Test
  void ofARunTheOptionsOfAllStagesAreKnownAndItsInputIsKept() throws IOException {
    Path output = folder.resolve("out");
    Path images = output.resolve("images");
    Pictures.write(images, 4, 2, 20, 30, 3);
    Program program =
        Program.run("run", "--input=" + images, "--output=" + output, "--maxStep=3", "--overwrite");
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err())
        .contains("--maxStep: is unknown; did you mean maxSteps?")
        .contains("--input: must not lie within the output, " + output);
    assertThat(images).isNotEmptyDirectory();
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    Program program = Program.run("veiws");
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err()).contains("did you mean views?");
  }
}
