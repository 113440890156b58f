package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.EngineThread;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.Precision;
import io.github.simclrbeam.encoder.Replicas;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.encoder.TrainingDivergedException;
import io.github.simclrbeam.files.Disk;
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
import java.util.function.BooleanSupplier;

/**
 * Training: view shards to a run directory with checkpoints, metrics.jsonl and, written last,
 * manifest.json.
 *
 * <p>A run that was interrupted goes on from its latest checkpoint, bit for bit as if it had not
 * been, given the same number of engine threads; a damaged checkpoint is left aside for the one
 * before it. A run that {@code --maxSteps} stopped is complete and can be embedded; a later run
 * with more steps goes on from it.
 */
public final class TrainStage {
  private TrainStage() {}

  /**
   * Trains.
   *
   * @throws io.github.simclrbeam.options.InvalidOptionsException with every problem of the options,
   *     or if another process trains into the directory, before anything is written
   * @throws StageFailedException if a shard is damaged or the loss is not finite; names shard or
   *     step
   * @throws IOException if files cannot be read or written
   */
  public static void run(TrainOptions options) throws IOException {
    run(options, new Problems(), () -> false);
  }

  /**
   * As the shorter form.
   *
   * @param problems what reading the options found already; told together with what is found here
   * @param stop asked before each step; when it says so training stops, with a checkpoint and
   *     without a manifest
   * @return where it stopped; empty when it came to its end
   */
  public static Optional<StoppedTraining> run(
      TrainOptions options, Problems problems, BooleanSupplier stop) throws IOException {
    TrainingPlan plan = TrainingPlans.of(options, problems);
    return run(plan, options.getOverwrite(), problems, stop, Disk.local());
  }

  static Optional<StoppedTraining> run(
      TrainingPlan plan, boolean overwrite, Problems problems, BooleanSupplier stop, Disk disk)
      throws IOException {
    StageOutput output =
        StageOutput.prepare(
            plan.run(), "train", plan.identity(), "manifest.json", overwrite, problems);
    problems.throwIfAny();
    RunFiles run = new RunFiles(plan.run(), disk);
    boolean done =
        run.manifest().map(manifest -> manifest.getSteps() >= plan.endStep()).orElse(false);
    if (done && output.alreadyComplete()) {
      return Optional.empty();
    }
    plan.threads().ifPresent(EngineThread::setThreads);
    Optional<StoppedTraining> stopped;
    try (output) {
      output.begin();
      run.settle();
      stopped = train(plan, run, stop, output);
    } catch (CorruptShardException e) {
      throw new StageFailedException(e.getMessage(), e);
    } catch (TrainingDivergedException e) {
      throw new StageFailedException(
          e.getMessage()
              + run.checkpoints()
                  .latest()
                  .map(checkpoint -> "; the last good checkpoint is " + checkpoint)
                  .orElse("; there is no checkpoint yet"),
          e);
    }
    if (stopped.isEmpty()) {
      sayWhatIsNext(run);
    }
    return stopped;
  }

  private static Optional<StoppedTraining> train(
      TrainingPlan plan, RunFiles run, BooleanSupplier stop, StageOutput output)
      throws IOException {
    TrainingConfiguration configuration = plan.configuration();
    try (OpenViews views = OpenViews.open(plan.views().sets());
        SimClrModel model =
            SimClrModel.create(
                configuration.getEncoder(),
                configuration.getProjector(),
                configuration.getSeed(),
                Precision.named(configuration.getPrecision()),
                plan.devices());
        Replicas replicas = Replicas.of(model, plan.devices())) {
      if (plan.initialWeights().isPresent()) {
        model.startFrom(plan.initialWeights().get());
      }
      Optimizer optimizer = Optimizer.of(model, configuration.getOptimizer());
      RunHeader.lines(plan, model.parameterCount(), EngineThread.threads()).forEach(Progress::say);
      CheckpointState from = Resume.from(run.checkpoints(), plan, model, optimizer);
      MetricsFile metrics =
          MetricsFile.open(run.metrics(), from.getMetricsBytes(), from.getStep(), run.disk());
      run.deleteManifest();
      run.checkpoints().keepLatest(plan.keepCheckpoints());
      long[] labels =
          configuration.getLoss().getName().equals("supcon")
              ? views.labels(plan.views().images())
              : new long[0];
      TrainingLoop loop;
      Map<String, Double> figures;
      try (RunWatch watch = RunWatch.open(plan, model, run, from)) {
        loop = new TrainingLoop(plan, run, replicas, optimizer, metrics, watch);
        figures = loop.run(views.source(plan.views().images()), labels, stop);
      }
      Optional<String> latest = run.checkpoints().latest();
      if (optimizer.steps() < plan.endStep()) {
        return Optional.of(
            new StoppedTraining(optimizer.steps(), plan.endStep(), latest.orElse("")));
      }
      run.writeManifest(
          TrainingManifest.newBuilder()
              .setCheckpoint("checkpoints/" + Uris.name(latest.orElseThrow()))
              .setSteps(optimizer.steps())
              .setLoss(loop.lastEpochLoss())
              .setConfiguration(configuration)
              .setEncoderDigest(model.encoderDigest())
              .build());
      output.finish(figures);
      return Optional.empty();
    }
  }

  private static void sayWhatIsNext(RunFiles run) throws IOException {
    Progress.say("checkpoint: " + Checkpoints.latest(run.uri()));
    Progress.say(
        "next: simclr-beam embed --checkpoint=%s --input=IMAGES --output=EMBEDDINGS"
            .formatted(run.uri()));
  }
}
