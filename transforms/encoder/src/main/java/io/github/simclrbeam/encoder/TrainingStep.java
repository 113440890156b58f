package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.simclrbeam.proto.Preprocessing;

/**
 * One step of SimCLR: forward chunks to projections, NT-Xent and its gradient with respect to the
 * projections, backward per chunk with the given gradient, one optimizer step. Now the batch is one
 * chunk: both views of all pairs pass the network together, so BatchNorm's statistics are over all
 * 2N rows. Equal weights, views and thread count give equal bits. Not thread-safe.
 */
public final class TrainingStep {
  private final SimClrModel model;
  private final Optimizer optimizer;
  private final PixelInput input;
  private final NtXent loss;

  /**
   * @param preprocessing size and channels of the views, and how bytes become numbers
   * @param temperature of NT-Xent, above 0
   */
  public TrainingStep(
      SimClrModel model, Optimizer optimizer, Preprocessing preprocessing, double temperature) {
    if (preprocessing.getChannels() != model.architecture().getChannels()) {
      throw new IllegalArgumentException(
          "channels must be the encoder's %d, but was: %d"
              .formatted(model.architecture().getChannels(), preprocessing.getChannels()));
    }
    this.model = model;
    this.optimizer = optimizer;
    this.input = new PixelInput(model.ops(), model.precision(), preprocessing);
    this.loss = new NtXent(model.ops(), temperature);
  }

  /**
   * Trains on one batch and returns its loss before the step.
   *
   * @param nhwcViews the first views of all pairs, then the second views in the same order; each
   *     height x width x channels bytes
   * @param pairs N, at least 1
   * @throws TrainingDivergedException if the loss is not finite; the weights are not changed then,
   *     BatchNorm's running statistics are
   */
  public double step(byte[] nhwcViews, int pairs, double learningRate) {
    int rows = Math.multiplyExact(2, pairs);
    EngineThread.prepare();
    double value;
    try (PtNDManager step = (PtNDManager) model.manager().newSubManager();
        PtNDArray x = input.of(step, nhwcViews, rows, rows)) {
      SimClrModel.Trace trace = model.train(x);
      try (PtNDArray z = trace.z();
          LossResult result = loss.of(z)) {
        value = result.loss().getDouble();
        if (!Double.isFinite(value)) {
          throw new TrainingDivergedException(optimizer.steps(), value, learningRate, pairs);
        }
        model.backward(result.gradient(), trace);
      }
    }
    optimizer.step(learningRate);
    return value;
  }
}
