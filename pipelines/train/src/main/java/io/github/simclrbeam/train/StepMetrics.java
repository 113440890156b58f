package io.github.simclrbeam.train;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of metrics.jsonl. Nothing of the machine or the time, so that a resumed run's file
 * equals that of one that never stopped. Figures that were not computed, or are not finite (a
 * gradient may overflow in half precision), are absent.
 *
 * @param step from 0
 * @param epoch from 0
 * @param loss of the step's batch, before its update
 * @param learningRate of the step's update
 * @param temperature of the loss
 * @param gradientNorm Euclidean norm of all gradients together
 * @param contrastiveTop1 share of views whose other view is the nearest in the batch, [0, 1]
 * @param contrastiveTop5 share of views whose other view is among the five nearest, [0, 1]
 */
record StepMetrics(
    long step,
    long epoch,
    double loss,
    double learningRate,
    OptionalDouble temperature,
    OptionalDouble gradientNorm,
    OptionalDouble contrastiveTop1,
    OptionalDouble contrastiveTop5) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"step\":(\\d+),\"epoch\":(\\d+),\"loss\":([^,]+),\"learningRate\":([^,}]+)"
              + optional("temperature")
              + optional("gradientNorm")
              + optional("contrastiveTop1")
              + optional("contrastiveTop5")
              + "}");

  StepMetrics {
    temperature = finite(temperature);
    gradientNorm = finite(gradientNorm);
    contrastiveTop1 = finite(contrastiveTop1);
    contrastiveTop5 = finite(contrastiveTop5);
  }

  /** Of a step of which no more was computed. */
  StepMetrics(long step, long epoch, double loss, double learningRate) {
    this(
        step,
        epoch,
        loss,
        learningRate,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** Returns the line, without a line feed; figures have at most 15 significant digits. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append("{\"step\":").append(step).append(",\"epoch\":").append(epoch);
    line.append(",\"loss\":");
    line.append(text(loss));
    line.append(",\"learningRate\":").append(Decimal.of(learningRate));
    append(line, "temperature", temperature);
    append(line, "gradientNorm", gradientNorm);
    append(line, "contrastiveTop1", contrastiveTop1);
    append(line, "contrastiveTop5", contrastiveTop5);
    return line.append('}').toString();
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
    try {
      return new StepMetrics(
          Long.parseLong(match.group(1)),
          Long.parseLong(match.group(2)),
          loss(match.group(3)),
          Double.parseDouble(match.group(4)),
          number(match.group(5)),
          number(match.group(6)),
          number(match.group(7)),
          number(match.group(8)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a line of metrics: " + line, e);
    }
  }

  /** Losses of single precision have the digits of a float, others all that they need. */
  private static String text(double loss) {
    return (float) loss == loss ? Decimal.of((float) loss) : Double.toString(loss);
  }

  private static double loss(String text) {
    float single = Float.parseFloat(text);
    return Decimal.of(single).equals(text) ? single : Double.parseDouble(text);
  }

  private static String optional(String name) {
    return "(?:,\"" + name + "\":([^,}]+))?";
  }

  private static void append(StringBuilder line, String name, OptionalDouble figure) {
    figure.ifPresent(
        value -> line.append(",\"").append(name).append("\":").append(Decimal.of(value)));
  }

  private static OptionalDouble number(String text) {
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  private static OptionalDouble finite(OptionalDouble figure) {
    return figure.isPresent() && Double.isFinite(figure.getAsDouble())
        ? figure
        : OptionalDouble.empty();
  }
}
