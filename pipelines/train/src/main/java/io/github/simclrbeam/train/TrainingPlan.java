package io.github.simclrbeam.train;

import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checked training run: what is trained on what, and how long.
 *
 * @param views the view shards
 * @param run directory that the run writes
 * @param configuration what decides the run's numbers
 * @param totalSteps the schedule's length
 * @param warmUpSteps of the schedule, at most totalSteps
 * @param endStep where this run stops: totalSteps, or less by {@code --maxSteps}
 * @param threads of the engine; empty for one a core
 * @param notices what a person should know about values that were derived
 */
record TrainingPlan(
    ViewSets views,
    String run,
    TrainingConfiguration configuration,
    BatchPlan batches,
    long totalSteps,
    long warmUpSteps,
    long endStep,
    long checkpointEverySteps,
    int traceSteps,
    OptionalInt threads,
    List<String> notices) {

  TrainingPlan {
    notices = List.copyOf(notices);
  }

  /**
   * Returns what names the run, by option: a rerun with other values would give other numbers.
   * maxSteps, checkpointEverySteps, traceSteps and threads are not among them.
   */
  SortedMap<String, String> identity() {
    TrainingConfiguration c = configuration;
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("views", views.identity());
    identity.put("recipe", c.getRecipe());
    identity.put("encoder", c.getEncoder().getName());
    identity.put("stem", c.getEncoder().getStem());
    identity.put("projectorLayers", Integer.toString(c.getProjector().getLayers()));
    identity.put("projectorHidden", Integer.toString(c.getProjector().getHidden()));
    identity.put("projectorOutput", Integer.toString(c.getProjector().getOutput()));
    identity.put("projectorBatchNorm", Boolean.toString(c.getProjector().getBatchNorm()));
    identity.put("batchSize", Integer.toString(c.getBatchSize()));
    identity.put("epochs", Decimal.shortest(c.getEpochs()));
    identity.put("temperature", Decimal.shortest(c.getTemperature()));
    identity.put("optimizer", c.getOptimizer());
    identity.put("learningRate", Decimal.shortest(c.getLearningRate()));
    identity.put("momentum", Decimal.shortest(c.getMomentum()));
    identity.put("weightDecay", Decimal.shortest(c.getWeightDecay()));
    identity.put("warmUpEpochs", Decimal.shortest(c.getWarmUpEpochs()));
    identity.put("reflip", Boolean.toString(c.getReflip()));
    identity.put("seed", Long.toString(c.getSeed()));
    return identity;
  }
}
