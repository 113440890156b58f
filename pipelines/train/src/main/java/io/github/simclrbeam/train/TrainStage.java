package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.EngineThread;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.encoder.TrainingDivergedException;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.options.StageOutput;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.proto.TrainingManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Training: view shards to a run directory with checkpoints, metrics.jsonl and, written last,
 * manifest.json.
 *
 * <p>A run that was interrupted goes on from its latest checkpoint, bit for bit as if it had not
 * been, given the same number of engine threads. A run that {@code --maxSteps} stopped is complete
 * and can be embedded; a later run with more steps goes on from it.
 */
public final class TrainStage {
  private TrainStage() {}

  /**
   * Trains.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem of the options,
   *     before anything is written
   * @throws StageFailedException if a shard is damaged or the loss is not finite; names shard or
   *     step
   * @throws IOException if files cannot be read or written
   */
  public static void run(TrainOptions options) throws IOException {
    run(options, new Problems());
  }

  /**
   * As the shorter form.
   *
   * @param problems what reading the options found already; told together with what is found here
   */
  public static void run(TrainOptions options, Problems problems) throws IOException {
    TrainingPlan plan = TrainingPlans.of(options, problems);
    StageOutput output =
        StageOutput.prepare(
            plan.run(),
            "train",
            plan.identity(),
            "manifest.json",
            options.getOverwrite(),
            problems);
    problems.throwIfAny();
    RunFiles run = new RunFiles(plan.run());
    boolean done =
        run.manifest().map(manifest -> manifest.getSteps() >= plan.endStep()).orElse(false);
    if (done && output.alreadyComplete()) {
      return;
    }
    plan.threads().ifPresent(EngineThread::setThreads);
    output.begin();
    run.deleteManifest();
    run.deleteLeftovers();
    try {
      output.finish(train(plan, run));
    } catch (CorruptShardException | TrainingDivergedException e) {
      throw new StageFailedException(e.getMessage(), e);
    }
    sayWhatIsNext(run);
  }

  private static Map<String, Double> train(TrainingPlan plan, RunFiles run) throws IOException {
    TrainingConfiguration configuration = plan.configuration();
    try (OpenViews views = OpenViews.open(plan.views().sets());
        SimClrModel model =
            SimClrModel.create(
                configuration.getEncoder(),
                configuration.getProjector(),
                configuration.getSeed())) {
      Optimizer optimizer =
          Optimizer.sgd(
              model,
              configuration.getOptimizer().getMomentum(),
              configuration.getOptimizer().getWeightDecay());
      RunHeader.lines(plan, model.parameterCount(), EngineThread.threads()).forEach(Progress::say);
      long metricsBytes = resume(plan, run, model, optimizer);
      try (MetricsFile metrics = MetricsFile.open(run.metrics(), metricsBytes)) {
        TrainingLoop loop = new TrainingLoop(plan, run, model, optimizer, metrics);
        Map<String, Double> figures = loop.run(views.source(plan.views().images()));
        run.writeManifest(
            TrainingManifest.newBuilder()
                .setCheckpoint("checkpoints/" + Uris.name(Checkpoints.latest(run.uri())))
                .setSteps(optimizer.steps())
                .setLoss(loop.lastEpochLoss())
                .setConfiguration(configuration)
                .setEncoderDigest(model.encoderDigest())
                .build());
        return figures;
      }
    }
  }

  /** Takes the latest checkpoint, if there is one; returns the bytes of metrics that go with it. */
  private static long resume(
      TrainingPlan plan, RunFiles run, SimClrModel model, Optimizer optimizer) throws IOException {
    Optional<String> checkpoint = run.latestCheckpoint();
    if (checkpoint.isEmpty()) {
      return 0;
    }
    CheckpointState state = Checkpoints.load(checkpoint.get(), model, optimizer);
    if (!state.getConfiguration().equals(plan.configuration())) {
      throw new StageFailedException(
          checkpoint.get() + " is of another configuration than this run; --overwrite starts anew");
    }
    Progress.say(
        "going on after step %d of %d from %s"
            .formatted(state.getStep(), plan.totalSteps(), checkpoint.get()));
    return state.getMetricsBytes();
  }

  private static void sayWhatIsNext(RunFiles run) throws IOException {
    Progress.say("checkpoint: " + Checkpoints.latest(run.uri()));
    Progress.say(
        "next: simclr-beam embed --checkpoint=%s --input=IMAGES --output=EMBEDDINGS"
            .formatted(run.uri()));
  }
}
