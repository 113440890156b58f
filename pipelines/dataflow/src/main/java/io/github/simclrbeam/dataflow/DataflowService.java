package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.JobService;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.beam.StageRun;
import io.github.simclrbeam.options.GivenOptions;
import io.github.simclrbeam.options.Problems;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** Google Cloud Dataflow. */
public final class DataflowService implements JobService {
  @Override
  public String runner() {
    return "DataflowRunner";
  }

  @Override
  public <T extends PipelineOptions> void check(Class<T> type, T options, Problems problems) {
    SubmissionRules.check(type, options, problems);
  }

  @Override
  public StageRun run(PipelineOptions stage, StageJob job) {
    DataflowPipelineOptions options = stage.as(DataflowPipelineOptions.class);
    if (!GivenOptions.names(stage).contains("jobName")) {
      options.setJobName(JobName.of(job));
    }
    JobDefaults.fill(options, job);
    if (options.getTemplateLocation() != null) {
      return new TemplateRun(options);
    }
    return new DataflowRun(options, job, new Jobs(options).running(job));
  }
}
