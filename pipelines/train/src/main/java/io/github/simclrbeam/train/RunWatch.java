package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.FrozenEncoder;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.encoder.StepStatistics;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.proto.CheckpointState;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * Watches a run: its events for TensorBoard, looks at the encoder with images that are not trained
 * on, and alarms when it collapses. Training goes on as if nobody watched. One thread uses it.
 */
final class RunWatch implements Closeable {
  /** Projections of a batch that all lie this near to one point are no projections. */
  private static final double LEAST_DEVIATION = 0.01;

  private final TrainingPlan plan;
  private final SimClrModel model;
  private final RunFiles run;
  private final RunEvents events;
  private final Optional<MonitorViews> views;
  private final Optional<MonitorFile> looks;
  private final MonitorSchedule schedule;
  private Optional<MonitorResult> latest = Optional.empty();
  private boolean alarmed;

  private RunWatch(
      TrainingPlan plan,
      SimClrModel model,
      RunFiles run,
      RunEvents events,
      Optional<MonitorViews> views,
      Optional<MonitorFile> looks) {
    this.plan = plan;
    this.model = model;
    this.run = run;
    this.events = events;
    this.views = views;
    this.looks = looks;
    this.schedule =
        new MonitorSchedule(
            plan.watching().everyEpochs(), plan.batches().stepsPerEpoch(), plan.totalSteps());
  }

  /**
   * Opens the files of a run, with what was written after its checkpoint cut off.
   *
   * @param from the checkpoint's state; that of no steps for a new run
   */
  static RunWatch open(TrainingPlan plan, SimClrModel model, RunFiles run, CheckpointState from)
      throws IOException {
    RunEvents events =
        RunEvents.open(
            run.events(),
            new EventBytes(from.getEventsBytes(), from.getSpeedBytes()),
            Clock.systemUTC(),
            run.disk());
    Optional<String> with = plan.watching().views();
    // Looks of a run that was watched before stay, though nobody looks any more.
    Optional<MonitorFile> looks =
        with.isPresent() || from.getMonitorBytes() > 0
            ? Optional.of(MonitorFile.open(run.monitor(), from.getMonitorBytes(), run.disk()))
            : Optional.empty();
    Optional<MonitorViews> views =
        with.isPresent()
            ? Optional.of(MonitorViews.open(with.get(), plan.watching().images()))
            : Optional.empty();
    RunWatch watch = new RunWatch(plan, model, run, events, views, looks);
    watch.sayWhatIsNotCompared();
    return watch;
  }

  private void sayWhatIsNotCompared() {
    if (views.filter(MonitorViews::labelled).isPresent()
        && !schedule.fits(plan.checkpointEverySteps())) {
      Progress.say(
          "note: checkpoints are written every %d steps and looked at every %d: only those that are both can be the best"
              .formatted(plan.checkpointEverySteps(), schedule.everySteps()));
    }
  }

  /** Returns whether a step, from 0, is to be measured. */
  boolean measures(long step) {
    return step % plan.watching().measureEverySteps() == 0;
  }

  /** Notes the gradients of a step, from 0, after which it is time to look at the weights. */
  void beforeUpdate(long step) throws IOException {
    if (schedule.due(step + 1)) {
      events.gradients(step, model.parameterNames(), model::gradient);
    }
  }

  /**
   * Notes a step that was done.
   *
   * @param statistics of a step that was measured
   * @param batch its views
   */
  void step(StepMetrics metrics, Optional<StepStatistics> statistics, PairBatch batch)
      throws IOException {
    if (schedule.begins(metrics.step())) {
      BatchPlan batches = plan.batches();
      events.pairs(metrics.step(), batch.pixels(), batches.imageSize(), batches.channels());
    }
    events.step(metrics);
    statistics.ifPresent(this::alarm);
  }

  /**
   * Notes how fast the steps since the last time were.
   *
   * @param step the last one of them
   * @param loaderWait share of the time that was spent waiting for views, [0, 1]
   */
  void speed(long step, double pairsPerSecond, double loaderWait) throws IOException {
    events.speed(step, pairsPerSecond, loaderWait);
  }

  /**
   * Looks at the encoder and its weights, if it is time.
   *
   * @param steps that were done
   */
  void after(long steps) throws IOException {
    if (!schedule.due(steps)) {
      return;
    }
    if (views.isPresent()) {
      look(views.get(), steps);
    }
    events.weights(steps, model.parameterNames(), model::parameter);
  }

  /**
   * Returns what a checkpoint of so many steps is compared by: the kNN top-1 of the look at it,
   * where looks are with labelled images, otherwise its loss. Empty where nobody looked after these
   * steps: neither can it be the best then.
   *
   * @param recentLoss mean over the latest steps, as many as an epoch has
   */
  Optional<MonitoredNumber> number(long steps, double recentLoss) {
    Optional<MonitorViews> labelled = views.filter(MonitorViews::labelled);
    if (labelled.isEmpty()) {
      return Optional.of(MonitoredNumber.loss(recentLoss));
    }
    return latest
        .filter(look -> look.steps() == steps)
        .flatMap(look -> Optional.ofNullable(look.numbers().get("knnTop1")))
        .map(top1 -> MonitoredNumber.knn(top1, labelled.get().identity()));
  }

  /** Makes what was noted survive a crash; puts into a checkpoint's state how far it goes. */
  void sync(CheckpointState.Builder state) throws IOException {
    EventBytes bytes = events.sync();
    state.setEventsBytes(bytes.events()).setSpeedBytes(bytes.speed());
    if (looks.isPresent()) {
      state.setMonitorBytes(looks.get().sync());
    }
  }

  private void look(MonitorViews with, long steps) throws IOException {
    MonitorLook look;
    try (FrozenEncoder encoder =
            FrozenEncoder.of(model, plan.configuration().getPreprocessing(), Monitor.BATCH);
        FrozenEncoder.Session session = encoder.session()) {
      look = new Monitor(with).look(session::embed, steps, plan.batches().epoch(steps));
    }
    latest = Optional.of(look.result());
    looks.orElseThrow().append(look.result());
    events.monitor(look.result());
    Progress.say(look.result().toString());
    if (steps == plan.totalSteps()) {
      look.writeProjector(with, run.events(), run.disk());
    }
  }

  /** Says once that a batch's projections fell onto one point. */
  private void alarm(StepStatistics statistics) {
    int columns = plan.configuration().getProjector().getOutput();
    double spread = statistics.projectionDeviation() * Math.sqrt(columns);
    if (spread < LEAST_DEVIATION && !alarmed) {
      alarmed = true;
      Progress.say(
          String.format(
              Locale.ROOT,
              "alarm: the projections of a batch are nearly one point (spread %.4f, 1 is even):"
                  + " COLLAPSED; a lower learning rate or a higher temperature may help",
              spread));
    }
  }

  @Override
  public void close() throws IOException {
    if (views.isPresent()) {
      views.get().close();
    }
  }
}
