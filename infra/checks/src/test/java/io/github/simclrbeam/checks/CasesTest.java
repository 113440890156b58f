package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CASES.md names tests and checks that exist. */
final class CasesTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final String HEADER =
      "| where | went wrong | here | shown by |\n|---|---|---|---|\n";

  @Test
  void everyCaseIsShownByWhatExists() throws IOException {
    List<Case> cases = Case.parse(Files.readString(ROOT.resolve("infra/docs/CASES.md")));
    assertThat(cases).as("rows of tables that this test understands").hasSizeGreaterThan(100);
    assertThat(problems(cases)).isEmpty();
  }

  @Test
  void noRowsAreNoCases() {
    assertThat(Case.parse("# Cases\n\n" + HEADER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`checks/CasesTest.everyCaseIsShownByWhatExists`",
        "`checks/CasesTest.whatIsThereIsFound`",
        "`checks/ArchitectureTest.packagesHaveNoCycles`",
        "`infra/checks/parity.sh`",
        "`infra/checks/parity.sh fp64-sgd`, `infra/checks/parity.sh fp32-recipe`",
        "`infra/checks/readers.sh a flipped byte is not noticed`",
        "[FORMATS](FORMATS.md)",
        "[FORMATS](FORMATS.md#record-framing-tfrecord)",
        "cannot happen: nobody does it",
        "not answered yet: nothing is measured",
      })
  void whatIsThereIsFound(String shownBy) {
    assertThat(problems(Case.parse(row(shownBy)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "`checks/NoTest.works`; no test class NoTest in module checks",
        "`chekcs/CasesTest.works`; no test class CasesTest in module chekcs",
        "`checks/CasesTest.works`; no test works in CasesTest of module checks",
        "`checks/CasesTest.thisMethodIsNoTest`; no test thisMethodIsNoTest in CasesTest of module checks",
        "`infra/checks/none.sh`; no script infra/checks/none.sh",
        "`infra/checks/parity.sh fp64`; no case 'fp64' in infra/checks/parity.sh",
        "`infra/checks/parity.sh autograd`; no case 'autograd' in infra/checks/parity.sh",
        "`CasesTest.works`; must be module/TestClass.method or infra/checks/script.sh CASE, but was: CasesTest.works",
        "[FORMATS](FORMAT.md); no document FORMAT.md",
        "[FORMATS](FORMATS.md#views); no heading #views in FORMATS.md",
        "cannot happen: no; must name a test, a check or a document, or say 'cannot happen: ' or 'not answered yet: ' and why, but was: cannot happen: no",
        "a test; must name a test, a check or a document, or say 'cannot happen: ' or 'not answered yet: ' and why, but was: a test"
      })
  void whatIsNotThereIsTold(String shownBy, String problem) {
    assertThat(problems(Case.parse(row(shownBy)))).containsExactly("line 3 (a#1): " + problem);
  }

  /** In the table of what is not there. */
  static void thisMethodIsNoTest() {}

  @ParameterizedTest
  @ValueSource(strings = {"| a#1 | b | c |", "| a#1 | | c | `d` |", "| a#1 | b | c | `d` | e |"})
  void rowsOfOtherCellsAreRefused(String row) {
    assertThatThrownBy(() -> Case.parse(HEADER + row))
        .hasMessage(
            "line 3 must have the four cells [where, went wrong, here, shown by], but was: " + row);
  }

  private static List<String> problems(List<Case> cases) {
    CaseReferences references = new CaseReferences(ROOT);
    return cases.stream().flatMap(row -> references.problems(row).stream()).toList();
  }

  private static String row(String shownBy) {
    return HEADER + "| a#1 | something | the right thing | " + shownBy + " |\n";
  }
}
