package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchCommandTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private int code;

  @Test
  void withoutANameItListsWhatThereIs() {
    run("fetch");
    assertThat(code).isZero();
    assertThat(printed()).contains("cifar-10 ").contains("imagenette-160 ").contains("2.6 GB");
  }

  @Test
  void aNameThatIsNotThereListsTheNamesAndTheNearest(@TempDir Path folder) {
    run("fetch", "imagenete-160", "--output=" + folder.resolve("out"));
    assertThat(code).isEqualTo(2);
    assertThat(printed())
        .contains("NAME: must be one of [fashion-mnist, cifar-10, ")
        .contains("did you mean imagenette-160?");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void optionsWithoutANameAreRefused() {
    run("fetch", "--keepArchive");
    assertThat(code).isEqualTo(2);
    assertThat(printed()).contains("NAME: must be one of ");
  }

  private void run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      code = Main.run(List.of(arguments));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
