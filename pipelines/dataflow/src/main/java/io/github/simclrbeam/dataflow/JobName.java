package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.files.Uris;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The name of a stage's job, by which a retry finds it: {@code
 * simclr-beam-STAGE-OUTPUT-DIGEST-DIGEST}, of the output's last element, the whole of the output
 * and the configuration. Two jobs that differ in the last part only write into the same directory.
 */
final class JobName {
  /** What the service takes. */
  static final String LEGAL = "[a-z]([-a-z0-9]*[a-z0-9])?";

  private static final int OUTPUT_LETTERS = 40;
  private static final int DIGEST_DIGITS = 8;

  private JobName() {}

  static String of(StageJob job) {
    return ofOutput(job) + configuration(job);
  }

  /** Returns what the names of all jobs begin with that make this stage's output. */
  static String ofOutput(StageJob job) {
    return "simclr-beam-%s-%s-%s-"
        .formatted(job.stage(), words(Uris.name(plain(job))), output(job));
  }

  /** Returns the digest of the output's uri, 8 hex digits. */
  static String output(StageJob job) {
    return digest(plain(job));
  }

  /** Returns the digest of the configuration, 8 hex digits. */
  static String configuration(StageJob job) {
    return digest(
        job.configuration().entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private static String plain(StageJob job) {
    return job.output().replaceAll("/+$", "");
  }

  private static String words(String name) {
    String words =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String shorter = words.substring(0, Math.min(words.length(), OUTPUT_LETTERS));
    return shorter.isEmpty() ? "output" : shorter.replaceAll("-$", "");
  }

  private static String digest(String text) {
    return ContentDigest.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_DIGITS);
  }
}
