package io.github.simclrbeam.train;

import io.github.simclrbeam.files.AppendedFile;
import io.github.simclrbeam.files.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The file metrics.jsonl of a run directory: a line a step. One thread writes it. */
final class MetricsFile {
  private final AppendedFile file;
  private final List<StepMetrics> steps;

  private MetricsFile(AppendedFile file, List<StepMetrics> kept) {
    this.file = file;
    this.steps = new ArrayList<>(kept);
  }

  /**
   * Opens the file with the lines of the steps done kept and the rest, lines of steps that will be
   * done again, cut off.
   *
   * @param keptBytes as the checkpoint to go on from says; 0 starts the file anew
   * @param steps done, each of which has its line among the bytes kept
   * @param disk where the file is, if it is local
   * @throws IOException if the file does not hold them; it is unchanged then
   */
  static MetricsFile open(String uri, long keptBytes, long steps, Disk disk) throws IOException {
    AppendedFile file = AppendedFile.of(uri, keptBytes, disk);
    List<StepMetrics> kept = parse(uri, new String(file.content(), StandardCharsets.UTF_8));
    if (kept.size() != steps) {
      throw new IOException(
          "%s must hold the %d steps that its checkpoint counts, but holds %d"
              .formatted(uri, steps, kept.size()));
    }
    file.cut();
    return new MetricsFile(file, kept);
  }

  /** Returns the steps written so far, those kept included. */
  List<StepMetrics> steps() {
    return List.copyOf(steps);
  }

  /** Appends a line. */
  void append(StepMetrics metrics) throws IOException {
    file.append((metrics.line() + "\n").getBytes(StandardCharsets.UTF_8));
    steps.add(metrics);
  }

  /** Makes what was appended survive a crash; returns the bytes so far. */
  long sync() throws IOException {
    return file.sync();
  }

  private static List<StepMetrics> parse(String uri, String text) throws IOException {
    List<StepMetrics> steps = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int number = steps.size() + 1;
      try {
        steps.add(StepMetrics.parse(line));
      } catch (IllegalArgumentException e) {
        throw new IOException("%s, line %d: %s".formatted(uri, number, e.getMessage()), e);
      }
      long step = steps.get(number - 1).step();
      if (step != number - 1) {
        throw new IOException(
            "%s must hold step %d in line %d, but was: %d"
                .formatted(uri, number - 1, number, step));
      }
    }
    return steps;
  }
}
