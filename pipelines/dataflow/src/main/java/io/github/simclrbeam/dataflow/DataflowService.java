package io.github.simclrbeam.dataflow;

import com.google.api.services.dataflow.model.Job;
import io.github.simclrbeam.beam.JobService;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.beam.StageRun;
import io.github.simclrbeam.options.GivenOptions;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageFailedException;
import java.util.List;
import java.util.Optional;
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
    boolean named = GivenOptions.names(stage).contains("jobName");
    if (!named) {
      options.setJobName(JobName.of(job));
    }
    JobDefaults.fill(options, job);
    if (options.getTemplateLocation() != null) {
      return new TemplateRun(options);
    }
    String name = options.getJobName();
    String beginning = named ? name : JobName.ofOutput(job);
    List<Job> active = new Jobs(options).active(beginning);
    Optional<Job> same = active.stream().filter(other -> other.getName().equals(name)).findFirst();
    if (same.isEmpty() && !named && !active.isEmpty()) {
      JobPages other = JobPages.of(options, active.get(0).getId());
      throw new StageFailedException(
          "job %s (%s) writes something else into %s: wait for its end, or end it: %s"
              .formatted(active.get(0).getName(), other.id(), job.output(), other.cancel()));
    }
    return new DataflowRun(options, same.map(Job::getId));
  }
}
