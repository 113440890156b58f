package io.github.simclrbeam.beam;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** The counters of a run, as they stand in the runner's metrics. */
public final class RunCounters {
  /** The counters' namespace. */
  public static final String NAMESPACE = "simclr-beam";

  /** Images found. */
  public static final String LISTED = "listed";

  /** Images done, bad ones included. */
  public static final String IMAGES = "images";

  /** Images whose bytes were compared with what earlier runs made. */
  public static final String COMPARED = "compared";

  /** Bytes of images read. */
  public static final String BYTES = "bytes";

  /** Views made. */
  public static final String VIEWS = "views";

  /** Before a reason: images that could not be used for it. */
  public static final String DEAD_LETTERS = "dead-letters/";

  /** Shards whose files an earlier run made. */
  public static final String SHARDS_KEPT = "shards-kept";

  /** Shards whose files this run made. */
  public static final String SHARDS_MADE = "shards-made";

  /** Finished chunks of an interrupted run that were taken over. */
  public static final String CHUNKS_CONTINUED = "chunks-continued";

  /** More than 0 if files of the output were written, replaced or removed. */
  public static final String CHANGED = "changed";

  private RunCounters() {}

  /**
   * Returns the counters by name as far as the runner knows them now; attempts that were thrown
   * away may be counted too, so that they serve progress, not results.
   */
  public static SortedMap<String, Long> of(PipelineResult result) {
    MetricQueryResults metrics =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(NAMESPACE))
                    .build());
    SortedMap<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> counter : metrics.getCounters()) {
      counters.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    return counters;
  }
}
