package io.github.simclrbeam.probe;

import io.github.simclrbeam.probe.TrainingRun.MetricsStep;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.proto.TrainingManifest;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** The loss curve: words, and the data of loss.js. */
record LossSection(String explain, String caption, Chart chart) {
  private static final int BUCKETS = 400;

  /**
   * Equal stretches of steps, each with its mean, lowest and highest loss.
   *
   * @param unlearned the loss of an encoder that tells no image from another; 0 when unknown
   */
  record Chart(
      String label,
      List<Long> step,
      List<Double> loss,
      List<Double> low,
      List<Double> high,
      List<Double> rate,
      double unlearned) {}

  /** Takes a run with at least one finite step. */
  static LossSection of(TrainingRun run) {
    List<MetricsStep> steps = finite(run);
    int stretch = (steps.size() + BUCKETS - 1) / BUCKETS;
    double unlearned =
        run.manifest()
            .map(TrainingManifest::getConfiguration)
            .map(LossSection::unlearned)
            .orElse(0.0);
    Chart chart =
        new Chart(
            "Loss by step, from %s to %s"
                .formatted(
                    Words.decimal(steps.get(0).loss(), 2),
                    Words.decimal(steps.get(steps.size() - 1).loss(), 2)),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            unlearned);
    for (int from = 0; from < steps.size(); from += stretch) {
      add(chart, steps.subList(from, Math.min(steps.size(), from + stretch)));
    }
    return new LossSection(explain(run, steps), caption(stretch, unlearned), chart);
  }

  static List<MetricsStep> finite(TrainingRun run) {
    return run.steps().stream()
        .filter(step -> Double.isFinite(step.loss()) && Double.isFinite(step.learningRate()))
        .toList();
  }

  private static void add(Chart chart, List<MetricsStep> steps) {
    DoubleSummaryStatistics loss =
        steps.stream().mapToDouble(MetricsStep::loss).summaryStatistics();
    MetricsStep middle = steps.get(steps.size() / 2);
    chart.step().add(middle.step());
    chart.loss().add(rounded(loss.getAverage()));
    chart.low().add(rounded(loss.getMin()));
    chart.high().add(rounded(loss.getMax()));
    chart.rate().add(middle.learningRate());
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }

  private static String explain(TrainingRun run, List<MetricsStep> steps) {
    String last =
        run.manifest()
            .map(m -> " The mean of the last epoch is %s.".formatted(Words.decimal(m.getLoss(), 3)))
            .orElse(" Training had not ended when this was written.");
    return "The NT-Xent loss asks of each view which of the other views in its batch shows the same image. %s.%s"
        .formatted(Words.count(steps.size(), "step"), last);
  }

  private static String caption(int stretch, double unlearned) {
    String points =
        stretch == 1
            ? "One point per step."
            : "Each point is the mean of %d steps; the band reaches from the lowest to the highest."
                .formatted(stretch);
    return unlearned > 0
        ? points + " Dashed: the loss of guessing, the logarithm of the views to choose from."
        : points;
  }

  private static double unlearned(TrainingConfiguration configuration) {
    int pairs = configuration.getBatchSize();
    return pairs < 2 ? 0 : Math.log(2.0 * pairs - 1);
  }
}
