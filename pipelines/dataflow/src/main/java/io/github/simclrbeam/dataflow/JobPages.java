package io.github.simclrbeam.dataflow;

import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;

/**
 * Where a job is looked at and how it is ended.
 *
 * @param name the job's
 * @param id what the service calls it
 * @param console its page
 * @param cancel the command that ends it
 */
record JobPages(String name, String id, String console, String cancel) {
  static JobPages of(DataflowPipelineOptions options, String id) {
    return new JobPages(
        options.getJobName(),
        id,
        MonitoringUtil.getJobMonitoringPageURL(options.getProject(), options.getRegion(), id),
        "gcloud dataflow jobs cancel %s --project=%s --region=%s"
            .formatted(id, options.getProject(), options.getRegion()));
  }

  /** Returns what the job is called in messages. */
  String job() {
    return "job %s (%s)".formatted(name, id);
  }
}
