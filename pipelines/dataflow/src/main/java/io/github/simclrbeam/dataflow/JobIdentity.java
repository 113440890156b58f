package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.StageJob;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels by which a running job is known again, whatever its name. */
final class JobIdentity {
  private static final String CONFIGURATION = "configuration";
  private static final String OUTPUT = "output";
  private static final String STAGE = "stage";

  /** Their names. */
  static final List<String> LABELS = List.of(CONFIGURATION, OUTPUT, STAGE);

  private JobIdentity() {}

  static SortedMap<String, String> of(StageJob job) {
    return new TreeMap<>(
        Map.of(
            CONFIGURATION,
            JobName.configuration(job),
            OUTPUT,
            JobName.output(job),
            STAGE,
            job.stage()));
  }

  /** Returns what a job with these labels has other than the stage's, e.g. "output and stage". */
  static String difference(StageJob job, Map<String, String> labels) {
    return of(job).entrySet().stream()
        .filter(ours -> !ours.getValue().equals(labels.get(ours.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" and "));
  }

  /** Returns whether a job of this name and these labels writes where the stage does. */
  static boolean isSameOutput(StageJob job, String name, Map<String, String> labels) {
    return name.startsWith(JobName.ofOutput(job)) || JobName.output(job).equals(labels.get(OUTPUT));
  }
}
