package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.encoder.PretrainedEncoder;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checked training run: what is trained on what, and how long.
 *
 * @param views the view shards
 * @param run directory that the run writes
 * @param configuration what decides the run's numbers
 * @param identity what names the run, by option; maxSteps, checkpointEverySteps, traceSteps and
 *     threads are not among them
 * @param totalSteps the schedule's length
 * @param warmUpSteps of the schedule, at most totalSteps
 * @param endStep where this run stops: totalSteps, or less by {@code --maxSteps}
 * @param keepCheckpoints how many of the latest stay
 * @param devices that train together
 * @param initialWeights what the encoder starts from, if not from random numbers
 * @param threads of the engine; empty for one a core
 * @param notices what a person should know about values that were derived
 */
record TrainingPlan(
    ViewSets views,
    String run,
    TrainingConfiguration configuration,
    SortedMap<String, String> identity,
    BatchPlan batches,
    long totalSteps,
    long warmUpSteps,
    long endStep,
    long checkpointEverySteps,
    int keepCheckpoints,
    int traceSteps,
    Devices devices,
    Optional<PretrainedEncoder> initialWeights,
    Watching watching,
    OptionalInt threads,
    List<String> notices) {

  TrainingPlan {
    identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
    notices = List.copyOf(notices);
  }
}
