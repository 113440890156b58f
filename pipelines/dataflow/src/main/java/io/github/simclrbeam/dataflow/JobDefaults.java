package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.StageJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;

/** What a job is given when the user says nothing. */
final class JobDefaults {
  private static final String RUNNER_V2 = "use_runner_v2";

  private JobDefaults() {}

  static void fill(DataflowPipelineOptions options, StageJob job) {
    options.setLabels(JobLabels.of(job, version(), options.getLabels()));
    options.setFilesToStage(WorkerFiles.of(job.stage(), options));
    options.setExperiments(withRunnerV2(options.getExperiments()));
  }

  /**
   * Asks for runner v2, which images of one's own and accelerators by step need. Batch jobs of this
   * SDK get it anyway, but those of templates not surely.
   *
   * @param experiments as given; null for none. One that speaks of runner v2 decides
   */
  static List<String> withRunnerV2(List<String> experiments) {
    List<String> all = new ArrayList<>(Optional.ofNullable(experiments).orElse(List.of()));
    if (all.stream().noneMatch(experiment -> experiment.contains("runner_v2"))) {
      all.add(RUNNER_V2);
    }
    return all;
  }

  private static String version() {
    String version = JobDefaults.class.getPackage().getImplementationVersion();
    return version == null ? "none" : version;
  }
}
