package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.beam.StageJob;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobLabelsTest {
  private static final StageJob JOB =
      new StageJob(
          "views",
          "gs://bucket/views",
          new TreeMap<>(
              Map.of("recipe", "simclr-imagenet", "dataset", "My Photos.2026", "imageSize", "96")));

  @Test
  void sayWhatMadeWhatFromWhat() {
    assertThat(JobLabels.of(JOB, "0.1.0", null))
        .containsOnly(
            Map.entry("program", "simclr-beam"),
            Map.entry("version", "0-1-0"),
            Map.entry("stage", "views"),
            Map.entry("configuration", JobName.configuration(JOB)),
            // printf 'gs://bucket/views' | sha256sum
            Map.entry("output", "5bf3893f"),
            Map.entry("dataset", "my-photos-2026"),
            Map.entry("recipe", "simclr-imagenet"));
  }

  @Test
  void theUsersOwnWinExceptForThoseByWhichAJobIsKnownAgain() {
    assertThat(
            JobLabels.of(JOB, "0.1.0", Map.of("team", "vision", "recipe", "mine", "stage", "mine")))
        .containsEntry("team", "vision")
        .containsEntry("recipe", "mine")
        .containsEntry("stage", "views")
        .containsEntry("program", "simclr-beam");
  }

  @Test
  void aLongValueIsCutToWhatALabelHolds() {
    StageJob job =
        new StageJob("views", "gs://b/v", new TreeMap<>(Map.of("dataset", "x".repeat(100))));

    assertThat(JobLabels.of(job, "0.1.0", null).get("dataset")).isEqualTo("x".repeat(63));
  }
}
