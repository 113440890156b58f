package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** A residual network's first layer: convolution, BatchNorm, rectifier, and max-pooling or not. */
final class Stem {
  private final TorchOps ops;
  private final Rectifier rectifier;
  private final ConvolutionNorm convolution;
  private final boolean pooled;

  /** Pooled: 7x7 with stride 2, then max-pooling 3x3 with stride 2; otherwise 3x3 with stride 1. */
  Stem(Scope scope, int channels, int width, boolean pooled) {
    ops = scope.ops();
    rectifier = new Rectifier(ops);
    convolution =
        new ConvolutionNorm(
            scope.child("conv1"),
            scope.child("bn1"),
            channels,
            width,
            pooled ? 7 : 3,
            pooled ? 2 : 1,
            TensorKind.SCALE);
    this.pooled = pooled;
  }

  /** Takes (rows, channels, height, width); the input stays the caller's. */
  PtNDArray infer(PtNDArray x) {
    PtNDArray y = rectifier.of(convolution.infer(x));
    if (!pooled) {
      return y;
    }
    try (y) {
      PtNDArray[] results = ops.all(y.getManager(), "max_pool", y);
      results[1].close();
      return results[0];
    }
  }

  /** As {@link #infer}, by the batch's statistics; the input must live until backward. */
  Trace train(PtNDArray x) {
    BatchNorm.Trace norm = convolution.train(x);
    PtNDArray rectified = rectifier.of(norm.y());
    if (!pooled) {
      return new Trace(rectified, norm, rectified, null);
    }
    PtNDArray[] results = ops.all(x.getManager(), "max_pool", rectified);
    return new Trace(results[0], norm, rectified, results[1]);
  }

  /** Adds up the gradients; takes d and the trace with its result over. */
  void backward(PtNDArray d, PtNDArray x, Trace trace) {
    try (PtNDArray y = trace.y;
        PtNDArray rectified = trace.rectified) {
      PtNDArray dRectified = d;
      if (pooled) {
        try (d;
            PtNDArray indices = trace.indices) {
          dRectified = ops.one(d.getManager(), "max_pool_backward", d, rectified, indices);
        }
      }
      convolution.backwardLast(rectifier.backward(dRectified, rectified), x, trace.norm);
    }
  }

  /**
   * What a backward pass needs.
   *
   * @param y the result
   * @param rectified before pooling; y itself without
   * @param indices of the greatest in each pool; null without
   */
  record Trace(PtNDArray y, BatchNorm.Trace norm, PtNDArray rectified, PtNDArray indices) {}
}
