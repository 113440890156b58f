package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

class PassedThroughTest {
  private final Problems problems = new Problems();

  @Test
  void anOptionThatIsGivenTwiceIsNamedWithItsValues() {
    PipelineOptions options =
        PassedThrough.parse(
            List.of("--jobName=a", "--tempLocation=gs://b/tmp", "--jobName=b"), problems);

    assertThat(problems.found())
        .containsExactly(new Problem("--jobName", "is given 2 times: [a, b]"));
    assertThat(options.getTempLocation()).isEqualTo("gs://b/tmp");
  }

  @Test
  void aListMayBeGivenPieceByPiece() {
    PipelineOptions options =
        PassedThrough.parse(List.of("--experiments=a", "--experiments=b"), problems);

    assertThat(problems.isEmpty()).isTrue();
    assertThat(options.as(ExperimentalOptions.class).getExperiments()).containsExactly("a", "b");
  }

  @Test
  void whatCannotBeUsedIsNamedAndTheRestHolds() {
    PipelineOptions options =
        PassedThrough.parse(
            List.of("--optionsId=one", "--jobName=a", "--stableUniqueNames=x"), problems);

    assertThat(problems.found())
        .extracting(Problem::option)
        .containsExactly("--optionsId", "--stableUniqueNames");
    assertThat(options.getJobName()).isEqualTo("a");
  }
}
