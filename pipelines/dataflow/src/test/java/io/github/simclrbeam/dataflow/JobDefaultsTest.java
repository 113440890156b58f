package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobDefaultsTest {
  @Test
  void runnerV2IsAskedForBesideOtherExperiments() {
    assertThat(JobDefaults.withRunnerV2(null)).containsExactly("use_runner_v2");
    assertThat(JobDefaults.withRunnerV2(List.of("upload_graph")))
        .containsExactly("upload_graph", "use_runner_v2");
  }

  @Test
  void whoSpeaksOfRunnerV2Decides() {
    assertThat(JobDefaults.withRunnerV2(List.of("disable_runner_v2")))
        .containsExactly("disable_runner_v2");
    assertThat(JobDefaults.withRunnerV2(List.of("use_runner_v2"))).containsExactly("use_runner_v2");
  }
}
