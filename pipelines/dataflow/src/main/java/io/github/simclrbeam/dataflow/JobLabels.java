package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.StageJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of a stage's job, by which the console and the bill can be filtered, and a retry knows
 * the job again.
 */
final class JobLabels {
  private static final int MOST_LETTERS = 63;
  private static final List<String> OF_CONFIGURATION =
      List.of("dataset", "split", "recipe", "features", "format");

  private JobLabels() {}

  /**
   * Returns them.
   *
   * @param version the program's
   * @param given by the user, who wins except for the {@link JobIdentity}; null for none
   */
  static SortedMap<String, String> of(StageJob job, String version, Map<String, String> given) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("program", "simclr-beam");
    labels.put("version", legal(version));
    for (String option : OF_CONFIGURATION) {
      String value = job.configuration().get(option);
      if (value != null) {
        labels.put(option, legal(value));
      }
    }
    if (given != null) {
      labels.putAll(given);
    }
    labels.putAll(JobIdentity.of(job));
    return labels;
  }

  /** Letters, digits, {@code _} and {@code -}: what a label's value may hold. */
  private static String legal(String value) {
    String legal = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
    return legal.substring(0, Math.min(legal.length(), MOST_LETTERS));
  }
}
