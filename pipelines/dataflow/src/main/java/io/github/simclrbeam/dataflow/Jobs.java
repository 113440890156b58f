package io.github.simclrbeam.dataflow;

import com.google.api.services.dataflow.Dataflow;
import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.JobMetrics;
import com.google.api.services.dataflow.model.ListJobsResponse;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;

/** What the service tells of the jobs in a project's region. */
final class Jobs {
  private final DataflowPipelineOptions options;

  Jobs(DataflowPipelineOptions options) {
    this.options = options;
  }

  /**
   * Returns the jobs that have not ended and whose names begin so.
   *
   * @throws StageFailedException if the service does not tell; one line
   */
  List<Job> active(String beginning) {
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
              .filter(job -> job.getName().startsWith(beginning) && !hasEnded(job))
              .forEach(found::add);
        }
        page = answer.getNextPageToken();
      } while (page != null && !page.isEmpty());
      return found;
    } catch (IOException e) {
      throw new StageFailedException(
          "Dataflow does not tell which jobs run: " + ServiceAnswer.describe(e), e);
    }
  }

  /**
   * Returns a job's counters by name, as far as they are known now. Not by Beam's own way, which
   * tells them only to the process that submitted the job.
   */
  SortedMap<String, Long> counters(String id) {
    JobMetrics metrics;
    try {
      metrics = service().getMetrics(options.getProject(), options.getRegion(), id).execute();
    } catch (IOException e) {
      // Of use for progress only; the next look may be answered.
      metrics = new JobMetrics();
    }
    return JobCounters.of(metrics);
  }

  private Dataflow.Projects.Locations.Jobs service() {
    return options.getDataflowClient().projects().locations().jobs();
  }

  private static boolean hasEnded(Job job) {
    return MonitoringUtil.toState(job.getCurrentState()).isTerminal();
  }
}
