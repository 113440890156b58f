package io.github.simclrbeam.dataflow;

import com.google.api.services.dataflow.Dataflow;
import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.ListJobsResponse;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;

/** What the service tells of the jobs in a project's region. */
final class Jobs {
  private static final String WITH_LABELS = "JOB_VIEW_DESCRIPTION";

  private final DataflowPipelineOptions options;

  Jobs(DataflowPipelineOptions options) {
    this.options = options;
  }

  /**
   * Returns the id of the job that makes this already, by the name in the options.
   *
   * @throws StageFailedException if the job of that name makes something else, if one of another
   *     name writes into the same output, or if the service does not tell; one line
   */
  Optional<String> running(StageJob stage) {
    Optional<String> same = Optional.empty();
    for (Job job : active()) {
      if (job.getName().equals(options.getJobName())) {
        refuseIfOther(job, stage);
        same = Optional.of(job.getId());
      } else if (JobIdentity.isSameOutput(stage, job.getName(), labels(job))) {
        throw new StageFailedException(
            ("job %s (%s) writes into %s already (this one would be %s): wait for its end, or end"
                    + " it: %s")
                .formatted(
                    job.getName(),
                    job.getId(),
                    stage.output(),
                    options.getJobName(),
                    JobPages.of(options, job.getId()).cancel()));
      }
    }
    return same;
  }

  /**
   * Looks whether a job of the name in the options makes this.
   *
   * @throws StageFailedException if it does not, or if the service does not tell; one line
   */
  void refuseIfOther(Job job, StageJob stage) {
    if (job.getName().equals(JobName.of(stage))) {
      return;
    }
    String difference = JobIdentity.difference(stage, labels(job));
    if (!difference.isEmpty()) {
      throw new StageFailedException(
          "job %s (%s) runs already and makes something else (of another %s): give another"
                  .formatted(job.getName(), job.getId(), difference)
              + " --jobName, or wait for its end");
    }
  }

  /** As the other, for a job of which the id is known. */
  void refuseIfOther(String id, StageJob stage) {
    refuseIfOther(new Job().setId(id).setName(options.getJobName()), stage);
  }

  /** Returns the batch jobs that have not ended, without their labels as a rule. */
  List<Job> active() {
    try {
      List<Job> found = new ArrayList<>();
      String page = null;
      do {
        ListJobsResponse answer =
            service()
                .list(options.getProject(), options.getRegion())
                .setFilter("ACTIVE")
                .setPageToken(page)
                .execute();
        if (answer.getJobs() != null) {
          answer.getJobs().stream()
              .filter(job -> !"JOB_TYPE_STREAMING".equals(job.getType()) && !hasEnded(job))
              .forEach(found::add);
        }
        page = answer.getNextPageToken();
      } while (page != null && !page.isEmpty());
      return found;
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /**
   * Returns a job's counters by name, as far as they are known now. Not by Beam's own way, which
   * tells them only to the process that submitted the job.
   *
   * @throws IOException if the service does not tell
   */
  SortedMap<String, Long> counters(String id) throws IOException {
    return JobCounters.of(
        service().getMetrics(options.getProject(), options.getRegion(), id).execute());
  }

  /**
   * Asks for a job.
   *
   * @throws IOException if the service does not tell
   */
  void ask(String id) throws IOException {
    service().get(options.getProject(), options.getRegion(), id).execute();
  }

  /** The list promises a summary only, which names no labels. */
  private Map<String, String> labels(Job job) {
    Map<String, String> labels =
        job.getLabels() == null ? described(job.getId()).getLabels() : job.getLabels();
    return labels == null ? Map.of() : labels;
  }

  private Job described(String id) {
    try {
      return service()
          .get(options.getProject(), options.getRegion(), id)
          .setView(WITH_LABELS)
          .execute();
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private static StageFailedException silent(IOException e) {
    return new StageFailedException(
        "Dataflow does not tell which jobs run: " + ServiceAnswer.describe(e), e);
  }

  private Dataflow.Projects.Locations.Jobs service() {
    return options.getDataflowClient().projects().locations().jobs();
  }

  private static boolean hasEnded(Job job) {
    return MonitoringUtil.toState(job.getCurrentState()).isTerminal();
  }
}
