package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.ContrastiveLosses;
import io.github.simclrbeam.encoder.NormStatistics;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.Replicas;
import io.github.simclrbeam.encoder.Schedule;
import io.github.simclrbeam.encoder.Schedules;
import io.github.simclrbeam.encoder.StepResult;
import io.github.simclrbeam.encoder.StepSettings;
import io.github.simclrbeam.encoder.StepStatistics;
import io.github.simclrbeam.encoder.TrainingStep;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * The loop over steps. Everything that a step depends on is a pure function of the plan and the
 * step, or stands in a checkpoint, so a run that stopped goes on bit for bit. Not thread-safe.
 */
final class TrainingLoop {
  private final TrainingPlan plan;
  private final RunFiles run;
  private final Replicas replicas;
  private final Optimizer optimizer;
  private final MetricsFile metrics;
  private final RunWatch watch;
  private final EpochLoss epochLoss = new EpochLoss();
  private final RecentLoss recentLoss;

  /** The metrics hold the steps that the optimizer has done. */
  TrainingLoop(
      TrainingPlan plan,
      RunFiles run,
      Replicas replicas,
      Optimizer optimizer,
      MetricsFile metrics,
      RunWatch watch) {
    this.plan = plan;
    this.run = run;
    this.replicas = replicas;
    this.optimizer = optimizer;
    this.metrics = metrics;
    this.watch = watch;
    this.recentLoss = new RecentLoss(plan.batches().stepsPerEpoch());
    metrics.steps().forEach(this::count);
  }

  /**
   * Does the steps that are left and writes their metrics and checkpoints.
   *
   * @param labels of the images, by index; empty where the loss needs none
   * @param stop asked before each step; once it says so no more are done, and those done are in a
   *     checkpoint
   * @return figures of the run by name
   * @throws IOException if views cannot be read or the run's files not be written
   * @throws io.github.simclrbeam.encoder.TrainingDivergedException if a loss is not finite
   */
  Map<String, Double> run(PairSource source, long[] labels, BooleanSupplier stop)
      throws IOException {
    TrainingConfiguration configuration = plan.configuration();
    long firstStep = optimizer.steps();
    int pairs = configuration.getBatchSize();
    TrainingStep training = step();
    Schedule schedule =
        Schedules.of(
            configuration.getSchedule(),
            configuration.getLearningRate(),
            plan.warmUpSteps(),
            plan.totalSteps(),
            plan.batches().stepsPerEpoch());
    Trace trace = new Trace(run.trace(), plan.traceSteps(), configuration.getPreprocessing());
    trace.weights(replicas.first(), firstStep);

    long started = System.nanoTime();
    try (PairLoader loader =
            new PairLoader(source, plan.batches(), labels, firstStep, plan.endStep());
        Progress progress = Progress.start("training", plan.endStep() * pairs, "pairs")) {
      progress.startAt(firstStep * pairs);
      Speedometer speedometer = new Speedometer(pairs);
      long step = firstStep;
      long saved = firstStep;
      double loss = Double.NaN;
      for (; step < plan.endStep() && !stop.getAsBoolean(); step++) {
        PairBatch batch = loader.next();
        trace.batch(batch);
        double learningRate = schedule.valueAt(step);
        boolean measured = watch.measures(step);
        StepResult result =
            training.step(
                batch.pixels(),
                batch.labels(),
                pairs,
                learningRate,
                measured,
                () -> watch.beforeUpdate(batch.step()));
        loss = rounded(result.loss());
        log(metrics(batch, loss, learningRate, result.statistics()), result.statistics(), batch);
        if (measured) {
          Speedometer.Speed speed = speedometer.read(step, loader.waitedSeconds());
          watch.speed(step, speed.pairsPerSecond(), speed.loaderWait());
        }
        watch.after(step + 1);
        progress.update((step + 1) * pairs, note(step, loss, share(loader, started)));
        if ((step + 1) % plan.checkpointEverySteps() == 0 || step + 1 == plan.endStep()) {
          checkpoint(step + 1, loss, watch.number(step + 1, recentLoss.mean()));
          saved = step + 1;
        }
      }
      if (saved < step) {
        // Not compared with others: whether it is there depends on when the run was stopped.
        checkpoint(step, loss, Optional.empty());
      }
      return figures(step - firstStep, loader, started);
    }
  }

  /** Returns the mean loss of the last epoch, over its steps that were done. */
  double lastEpochLoss() {
    return epochLoss.mean();
  }

  private TrainingStep step() {
    TrainingConfiguration configuration = plan.configuration();
    int chunk = configuration.getChunkSize();
    return new TrainingStep(
        replicas,
        optimizer,
        configuration.getPreprocessing(),
        configuration.getLoss(),
        plan.batches().stepsPerEpoch(),
        new StepSettings(
            chunk == 0 ? Integer.MAX_VALUE : chunk,
            NormStatistics.named(configuration.getViewStatistics())));
  }

  /** A loss has the digits of the numbers that it was computed from. */
  private double rounded(double loss) {
    return plan.configuration().getPrecision().equals("fp64") ? loss : (float) loss;
  }

  private StepMetrics metrics(
      PairBatch batch, double loss, double learningRate, Optional<StepStatistics> statistics) {
    TrainingConfiguration configuration = plan.configuration();
    OptionalDouble temperature =
        configuration.getLoss().hasLowestTemperature()
            ? OptionalDouble.of(
                ContrastiveLosses.temperatureAt(
                    configuration.getLoss(), plan.batches().stepsPerEpoch(), batch.step()))
            : OptionalDouble.empty();
    return new StepMetrics(
        batch.step(),
        batch.epoch(),
        loss,
        learningRate,
        temperature,
        statistics.map(s -> OptionalDouble.of(s.gradientNorm())).orElse(OptionalDouble.empty()),
        statistics.map(s -> OptionalDouble.of(s.top1())).orElse(OptionalDouble.empty()),
        statistics.map(s -> OptionalDouble.of(s.top5())).orElse(OptionalDouble.empty()));
  }

  private void log(StepMetrics step, Optional<StepStatistics> statistics, PairBatch batch)
      throws IOException {
    metrics.append(step);
    watch.step(step, statistics, batch);
    count(step);
  }

  private void count(StepMetrics step) {
    epochLoss.add(step);
    recentLoss.add(step.loss());
  }

  private void checkpoint(long steps, double loss, Optional<MonitoredNumber> number)
      throws IOException {
    CheckpointState.Builder state =
        CheckpointState.newBuilder()
            .setStep(steps)
            .setTotalSteps(plan.totalSteps())
            .setEpoch(plan.batches().epoch(steps))
            .setBatch(plan.batches().batch(steps))
            .setConfiguration(plan.configuration())
            .setMetricsBytes(metrics.sync())
            .setLoss(loss);
    watch.sync(state);
    run.checkpoints()
        .write(state.build(), replicas.first(), optimizer, number, plan.keepCheckpoints());
  }

  private String note(long step, double loss, double waiting) {
    return String.format(
        Locale.ROOT,
        "step %d, epoch %d of %s, loss %.4f, %.0f %% waiting for views",
        step + 1,
        plan.batches().epoch(step) + 1,
        Decimal.shortest(Math.ceil(plan.configuration().getEpochs())),
        loss,
        100 * waiting);
  }

  private Map<String, Double> figures(long steps, PairLoader loader, long started) {
    double seconds = (System.nanoTime() - started) / 1e9;
    return Map.of(
        "seconds",
        seconds,
        "steps",
        (double) steps,
        "pairs per second",
        steps * plan.configuration().getBatchSize() / seconds,
        "share waiting for views",
        share(loader, started),
        "loss",
        epochLoss.mean());
  }

  private static double share(PairLoader loader, long started) {
    return loader.waitedSeconds() * 1e9 / Math.max(1, System.nanoTime() - started);
  }
}
