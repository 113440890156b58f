package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What BatchNorm's statistics are of is said before training and kept with the weights. */
final class StatedStatisticsTest {
  @TempDir Path directory;
  private Path views;
  private Path run;

  @BeforeEach
  void writeViews() throws IOException {
    views = directory.resolve("views");
    run = directory.resolve("run");
    SyntheticShards.standard().write(views);
  }

  @ParameterizedTest
  @CsvSource({"joint, of both views together", "separate, of each view for itself"})
  void headerAndCheckpointSayWhetherViewsPassTogether(String statistics, String words)
      throws IOException {
    String option = "--viewStatistics=" + statistics;
    assertThat(header(option))
        .contains("loss nt-xent (mean), temperature 0.2; BatchNorm's statistics " + words);
    TrainingRun.train(views, run, option, "--maxSteps=1");
    TrainingConfiguration kept =
        Checkpoints.state(run + "/checkpoints/step-00000001").getConfiguration();
    assertThat(kept.getViewStatistics()).isEqualTo(statistics);
  }

  @ParameterizedTest
  @CsvSource({"--chunkSize=2, 2", "'--devices=cpu,cpu', 4"})
  void headerWarnsOfStatisticsOfFewerPairsThanTheBatchs(String option, int pairs)
      throws IOException {
    assertThat(header(option))
        .contains(
            "note: BatchNorm's statistics are of %d pairs, not of the batch's 8; the running ones"
                    .formatted(pairs)
                + " move once a step");
  }

  @Test
  void oneDeviceAndOneChunkNeedNoWarning() throws IOException {
    assertThat(header()).noneMatch(line -> line.startsWith("note: BatchNorm"));
  }

  private List<String> header(String... options) throws IOException {
    return RunHeader.lines(TrainingPlans.of(TrainingRun.options(views, run, options)), 1, 1);
  }
}
