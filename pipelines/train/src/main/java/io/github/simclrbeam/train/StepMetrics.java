package io.github.simclrbeam.train;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of metrics.jsonl. Nothing of the machine or the time, so that a resumed run's file
 * equals that of one that never stopped.
 *
 * @param step from 0
 * @param epoch from 0
 * @param loss NT-Xent of the step's batch, before its update
 * @param learningRate of the step's update
 */
record StepMetrics(long step, long epoch, float loss, double learningRate) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"step\":(\\d+),\"epoch\":(\\d+),\"loss\":([^,]+),\"learningRate\":([^,]+)}");

  /** Returns the line, without a line feed. */
  String line() {
    return "{\"step\":%d,\"epoch\":%d,\"loss\":%s,\"learningRate\":%s}"
        .formatted(step, epoch, Decimal.of(loss), Decimal.of(learningRate));
  }

  /**
   * Returns what {@link #line} wrote.
   *
   * @throws IllegalArgumentException if the line is not one of ours; the message holds it
   */
  static StepMetrics parse(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a line of metrics: " + line);
    }
    return new StepMetrics(
        Long.parseLong(match.group(1)),
        Long.parseLong(match.group(2)),
        Float.parseFloat(match.group(3)),
        Double.parseDouble(match.group(4)));
  }
}
