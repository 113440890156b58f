package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problem;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class PlanCommandTest {
  @Test
  void theStageAndTheInputAreToldTogetherWhenTheyAreMissing() {
    assertThat(problems(List.of("--imageSize=0")))
        .containsExactlyInAnyOrder("STAGE", "--input", "--imageSize");
  }

  @Test
  void onlyViewsCanBePlanned() {
    assertThat(problems(List.of("train", "--input=nowhere"))).contains("STAGE", "--input");
    assertThat(problems(List.of("views", "--input=nowhere"))).containsExactly("--input");
  }

  @Test
  void theHelpPageHasTheOptionsOfViewsWithoutThatOfARunAndNeedsNoOutput() {
    String page = HelpPage.of(Commands.named("plan").orElseThrow());
    assertThat(page)
        .contains("STAGE", "--viewsPerImage", "--machineType", "--prices", "--save")
        .contains("only looked at")
        .doesNotContain("--predicted=PREDICTED");
  }

  private static List<String> problems(List<String> arguments) {
    InvalidOptionsException invalid =
        Assertions.catchThrowableOfType(
            InvalidOptionsException.class, () -> PlanCommand.run(arguments));
    return invalid.problems().stream().map(Problem::option).toList();
  }
}
