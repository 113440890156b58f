package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.beam.StageJob;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobNameTest {
  @Test
  void namesStageOutputAndConfiguration() {
    // printf 'gs://bucket/My Views' | sha256sum; printf 'recipe=none\nseed=3\n' | sha256sum
    assertThat(JobName.of(job("gs://bucket/My Views", Map.of("seed", "3", "recipe", "none"))))
        .isEqualTo("simclr-beam-views-my-views-524b60b6-7345e6ce");
  }

  @Test
  void aSlashAtTheEndOfTheOutputMakesNoOtherName() {
    assertThat(JobName.of(job("gs://bucket/views/", Map.of())))
        .isEqualTo(JobName.of(job("gs://bucket/views", Map.of())));
  }

  @Test
  void anotherConfigurationChangesTheLastPartOnly() {
    StageJob one = job("gs://bucket/views", Map.of("seed", "1"));
    StageJob other = job("gs://bucket/views", Map.of("seed", "2"));

    assertThat(JobName.of(one)).isNotEqualTo(JobName.of(other)).startsWith(JobName.ofOutput(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gs://bucket/a",
        "gs://bucket/--x--",
        "gs://bucket/0123456789012345678901234567890123456789-and-more",
        "gs://bucket/012345678901234567890123456789012345678-x",
        "gs://bucket/Ünïcödé",
        "gs://bucket/日本",
        "gs://bucket/a_b.c d"
      })
  void everyOutputGivesALegalName(String output) {
    assertThat(JobName.of(job(output, Map.of()))).matches(JobName.LEGAL).hasSizeLessThan(100);
  }

  private static StageJob job(String output, Map<String, String> configuration) {
    return new StageJob("views", output, new TreeMap<>(configuration));
  }
}
