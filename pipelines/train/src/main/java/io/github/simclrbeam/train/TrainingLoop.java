package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.Schedule;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.encoder.TrainingStep;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The loop over steps. Everything that a step depends on is a pure function of the plan and the
 * step, or stands in a checkpoint, so a run that stopped goes on bit for bit. Not thread-safe.
 */
final class TrainingLoop {
  private final TrainingPlan plan;
  private final RunFiles run;
  private final SimClrModel model;
  private final Optimizer optimizer;
  private final MetricsFile metrics;
  private final EpochLoss epochLoss = new EpochLoss();
  private final RecentLoss recentLoss;

  /** The metrics hold the steps that the optimizer has done. */
  TrainingLoop(
      TrainingPlan plan,
      RunFiles run,
      SimClrModel model,
      Optimizer optimizer,
      MetricsFile metrics) {
    this.plan = plan;
    this.run = run;
    this.model = model;
    this.optimizer = optimizer;
    this.metrics = metrics;
    this.recentLoss = new RecentLoss(plan.batches().stepsPerEpoch());
    metrics.steps().forEach(this::count);
  }

  /**
   * Does the steps that are left and writes their metrics and checkpoints.
   *
   * @param stop asked before each step; once it says so no more are done, and those done are in a
   *     checkpoint
   * @return figures of the run by name
   * @throws IOException if views cannot be read or the run's files not be written
   * @throws io.github.simclrbeam.encoder.TrainingDivergedException if a loss is not finite
   */
  Map<String, Double> run(PairSource source, BooleanSupplier stop) throws IOException {
    TrainingConfiguration configuration = plan.configuration();
    long firstStep = optimizer.steps();
    int pairs = configuration.getBatchSize();
    Schedule schedule =
        new Schedule(configuration.getLearningRate(), plan.warmUpSteps(), plan.totalSteps());
    TrainingStep training =
        new TrainingStep(
            model,
            optimizer,
            configuration.getPreprocessing(),
            configuration.getLoss().getTemperature());
    Trace trace = new Trace(run.trace(), plan.traceSteps(), configuration.getPreprocessing());
    trace.weights(model, firstStep);

    long started = System.nanoTime();
    try (PairLoader loader = new PairLoader(source, plan.batches(), firstStep, plan.endStep());
        Progress progress = Progress.start("training", plan.endStep() * pairs, "pairs")) {
      progress.startAt(firstStep * pairs);
      long step = firstStep;
      long saved = firstStep;
      float loss = Float.NaN;
      for (; step < plan.endStep() && !stop.getAsBoolean(); step++) {
        PairBatch batch = loader.next();
        trace.batch(batch);
        double learningRate = schedule.valueAt(step);
        loss = (float) training.step(batch.pixels(), pairs, learningRate).loss();
        log(new StepMetrics(step, batch.epoch(), loss, learningRate));
        progress.update((step + 1) * pairs, note(step, loss, share(loader, started)));
        if ((step + 1) % plan.checkpointEverySteps() == 0 || step + 1 == plan.endStep()) {
          checkpoint(step + 1, loss, Optional.of(monitored()));
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

  private void log(StepMetrics step) throws IOException {
    metrics.append(step);
    count(step);
  }

  private void count(StepMetrics step) {
    epochLoss.add(step);
    recentLoss.add(step.loss());
  }

  /** Returns what the checkpoint of the steps done is compared by. */
  private MonitoredNumber monitored() {
    return new MonitoredNumber("epoch loss", recentLoss.mean(), false);
  }

  private void checkpoint(long steps, float loss, Optional<MonitoredNumber> number)
      throws IOException {
    CheckpointState state =
        CheckpointState.newBuilder()
            .setStep(steps)
            .setTotalSteps(plan.totalSteps())
            .setEpoch(plan.batches().epoch(steps))
            .setBatch(plan.batches().batch(steps))
            .setConfiguration(plan.configuration())
            .setMetricsBytes(metrics.sync())
            .setLoss(loss)
            .build();
    run.checkpoints().write(state, model, optimizer, number, plan.keepCheckpoints());
  }

  private String note(long step, float loss, double waiting) {
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
