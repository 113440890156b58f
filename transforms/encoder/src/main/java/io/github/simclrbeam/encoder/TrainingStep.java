package io.github.simclrbeam.encoder;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.LossSettings;
import io.github.simclrbeam.proto.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One step of SimCLR: forward chunks to projections, the loss and its gradient with respect to all
 * projections, backward per chunk with the given gradient, one optimizer step.
 *
 * <p>Every device takes a share of the pairs, both views of each, and passes it in chunks. The
 * projections of all shares meet on the first device, so every pair is a negative of every other
 * one, however the batch was cut. Gradients are added up in the order of the devices. But for
 * rounding, shares and chunks change one thing only: BatchNorm takes its statistics over a chunk
 * instead of over the batch. The running ones move once a step, by the chunks' mean.
 *
 * <p>Equal weights, views, settings and thread count give equal bits. Not thread-safe. What several
 * devices do was checked with replicas on the processor; of GPUs one has been run, not several.
 */
public final class TrainingStep {
  private final SimClrModel model;
  private final Replicas replicas;
  private final Optimizer optimizer;
  private final ContrastiveLoss loss;
  private final StepSettings settings;
  private final List<Replica> devices = new ArrayList<>();

  /**
   * Makes steps on one device with NT-Xent, with the whole batch as one chunk.
   *
   * @param preprocessing size and channels of the views, and how bytes become numbers
   * @param temperature of NT-Xent, above 0
   */
  public TrainingStep(
      SimClrModel model, Optimizer optimizer, Preprocessing preprocessing, double temperature) {
    this(
        Replicas.alone(model),
        optimizer,
        preprocessing,
        LossSettings.newBuilder().setTemperature(temperature).build(),
        1,
        StepSettings.DEFAULT);
  }

  /**
   * Makes steps as settings say.
   *
   * @param optimizer of the first model
   * @param stepsPerEpoch above 0: turns the temperature's period into steps
   * @throws IllegalArgumentException with everything that is wrong with the loss's settings
   */
  public TrainingStep(
      Replicas replicas,
      Optimizer optimizer,
      Preprocessing preprocessing,
      LossSettings loss,
      double stepsPerEpoch,
      StepSettings settings) {
    this(
        replicas,
        optimizer,
        preprocessing,
        ContrastiveLosses.of(replicas.first().ops(), loss, stepsPerEpoch),
        settings);
  }

  /**
   * @param loss on the first device
   */
  TrainingStep(
      Replicas replicas,
      Optimizer optimizer,
      Preprocessing preprocessing,
      ContrastiveLoss loss,
      StepSettings settings) {
    this.model = replicas.first();
    if (preprocessing.getChannels() != model.architecture().getChannels()) {
      throw new IllegalArgumentException(
          "channels must be the encoder's %d, but was: %d"
              .formatted(model.architecture().getChannels(), preprocessing.getChannels()));
    }
    this.replicas = replicas;
    this.optimizer = optimizer;
    this.loss = loss;
    this.settings = settings;
    for (SimClrModel replica : replicas.models()) {
      devices.add(new Replica(replica, replica == model, preprocessing, settings));
    }
  }

  /**
   * Trains on one batch.
   *
   * @param nhwcViews the first views of all pairs, then the second views in the same order; each
   *     height x width x channels bytes
   * @param pairs N, at least 1; fewer than devices leave some without work
   * @throws TrainingDivergedException if the loss is not finite; the weights are not changed then,
   *     BatchNorm's running statistics are
   * @throws IllegalStateException if it fails on one of several devices; as before, the weights are
   *     not changed
   */
  public StepResult step(byte[] nhwcViews, int pairs, double learningRate) {
    return step(nhwcViews, new long[0], pairs, learningRate, false);
  }

  /**
   * As the shorter form.
   *
   * @param labels each pair's class, at least 0, or -1 where it is not known; empty when none is.
   *     Only losses for labelled views read them
   * @param measured whether to give the step's statistics too, which cost about as much as a small
   *     layer
   */
  public StepResult step(
      byte[] views, long[] labels, int pairs, double learningRate, boolean measured) {
    return step(views, labels, pairs, learningRate, measured, () -> {});
  }

  /**
   * As the shorter form, with something done before the weights move.
   *
   * @throws E if that throws; as before, the weights are not changed
   */
  public <E extends Exception> StepResult step(
      byte[] views,
      long[] labels,
      int pairs,
      double learningRate,
      boolean measured,
      BeforeUpdate<E> beforeUpdate)
      throws E {
    List<Chunk> shares = shares(pairs);
    devices.get(0).check(views, Math.multiplyExact(2, pairs));
    EngineThread.prepare();
    boolean done = false;
    try (PtNDManager step = (PtNDManager) model.manager().newSubManager()) {
      PtNDArray z = project(step, views, pairs, shares);
      StepResult result;
      try (LossResult found = loss.of(z, labels, optimizer.steps())) {
        double value = found.loss().getDouble();
        if (!Double.isFinite(value)) {
          throw new TrainingDivergedException(optimizer.steps(), value, learningRate, pairs);
        }
        backward(found.gradient(), shares.size());
        result = new StepResult(value, measured ? Optional.of(statistics(z)) : Optional.empty());
      }
      beforeUpdate.run();
      optimizer.step(learningRate, norm(result));
      done = true;
      return result;
    } finally {
      devices.forEach(Replica::close);
      if (!done) {
        devices.get(0).clearGradients();
      }
    }
  }

  private PtNDArray project(PtNDManager step, byte[] views, int pairs, List<Chunk> shares) {
    long output = model.projectorArchitecture().getOutput();
    PtNDArray z =
        (PtNDArray) step.zeros(new Shape(2L * pairs, output), model.precision().engineType());
    replicas.forEach(
        shares.size(),
        i -> {
          Replica device = devices.get(i);
          if (i > 0) {
            device.follow(devices.get(0));
          }
          device.project(views, pairs, shares.get(i), z);
        });
    if (settings.statistics() != NormStatistics.FROZEN) {
      devices.subList(1, shares.size()).forEach(devices.get(0)::addRunning);
    }
    return z;
  }

  private void backward(PtNDArray gradient, int count) {
    replicas.forEach(count, i -> devices.get(i).backward(gradient));
    devices.subList(1, count).forEach(devices.get(0)::addGradients);
  }

  private StepStatistics statistics(PtNDArray z) {
    try (PtNDArray deviation = model.ops().one(z.getManager(), "deviation", z)) {
      ContrastiveAccuracy accuracy = ContrastiveAccuracy.of(model.ops(), z);
      return new StepStatistics(
          optimizer.gradientNorm(), deviation.getDouble(), accuracy.top1(), accuracy.top5());
    }
  }

  /** Measured for the statistics, it need not be again for clipping. */
  private static OptionalDouble norm(StepResult result) {
    return result.statistics().isPresent()
        ? OptionalDouble.of(result.statistics().get().gradientNorm())
        : OptionalDouble.empty();
  }

  private List<Chunk> shares(int pairs) {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs must be at least 1, but was: " + pairs);
    }
    List<Chunk> shares = new Chunk(0, pairs).split(Math.min(pairs, devices.size()));
    boolean lone =
        shares.stream()
            .flatMap(share -> share.cut(settings.chunkPairs()).stream())
            .anyMatch(chunk -> chunk.pairs() == 1);
    if (lone && settings.statistics() == NormStatistics.SEPARATE) {
      throw new IllegalArgumentException(
          "pairs of a chunk must be at least 2 for separate BatchNorm statistics, but was: 1 (%d pairs on %d devices in chunks of %d)"
              .formatted(pairs, devices.size(), settings.chunkPairs()));
    }
    return shares;
  }
}
