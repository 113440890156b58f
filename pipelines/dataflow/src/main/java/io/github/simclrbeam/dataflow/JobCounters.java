package io.github.simclrbeam.dataflow;

import com.google.api.services.dataflow.model.JobMetrics;
import com.google.api.services.dataflow.model.MetricUpdate;
import io.github.simclrbeam.beam.RunCounters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pipeline's own counters among a job's metrics. */
final class JobCounters {
  private JobCounters() {}

  /** Returns them by name, over all steps, of bundles that were committed. */
  static SortedMap<String, Long> of(JobMetrics metrics) {
    SortedMap<String, Long> counters = new TreeMap<>();
    for (MetricUpdate update :
        Optional.ofNullable(metrics.getMetrics()).orElse(List.<MetricUpdate>of())) {
      Map<String, String> context = update.getName().getContext();
      if (context != null
          && RunCounters.NAMESPACE.equals(context.get("namespace"))
          && !"true".equals(context.get("tentative"))
          && update.getScalar() instanceof Number number) {
        counters.merge(update.getName().getName(), number.longValue(), Long::sum);
      }
    }
    return counters;
  }
}
