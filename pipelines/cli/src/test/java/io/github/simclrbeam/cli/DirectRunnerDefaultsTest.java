package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DirectRunnerDefaultsTest {
  private static final String PARALLELISM =
      "--targetParallelism=" + Runtime.getRuntime().availableProcessors();

  @Test
  void theDirectRunnerRunsOneTaskACore() {
    assertThat(DirectRunnerDefaults.with(List.of("--input=a")))
        .containsExactly("--input=a", PARALLELISM);
    assertThat(DirectRunnerDefaults.with(List.of("--runner=DirectRunner"))).contains(PARALLELISM);
  }

  @Test
  void otherRunnersAndTheUsersOwnNumberAreLeftAlone() {
    assertThat(DirectRunnerDefaults.with(List.of("--runner=FlinkRunner")))
        .containsExactly("--runner=FlinkRunner");
    assertThat(DirectRunnerDefaults.with(List.of("--targetParallelism=7")))
        .containsExactly("--targetParallelism=7");
  }
}
