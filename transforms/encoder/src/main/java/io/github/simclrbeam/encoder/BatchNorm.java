package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Batch normalization over all axes but the second, with PyTorch's names, momentum and epsilon
 * (Ioffe &amp; Szegedy 2015).
 *
 * <p>Training is written out instead of left to the engine's own kernel: on channels-last memory
 * that one adds up each channel's numbers one by one in single precision, which leaves errors of
 * several percent in the gradients of the convolutions before it. Here the sums are pairwise. On a
 * GPU its kernel adds up in a tree, in 32 bits or more, and is taken.
 */
final class BatchNorm {
  /** Added to variances. */
  static final double EPSILON = 1e-5;

  /** Numbers of a row that stay in a core's cache: 256 KiB. */
  private static final long CACHED = 1 << 16;

  private final TorchOps ops;
  private final NamedTensor scale;
  private final NamedTensor shift;
  private final PtNDArray runningMean;
  private final PtNDArray runningVariance;
  private final long[] order;
  private final long[] shape;
  private final boolean fused;
  private NormPass pass = NormPass.WHOLE;
  private long batches;

  private BatchNorm(
      Scope scope,
      int features,
      TensorKind scaleKind,
      TensorKind shiftKind,
      long[] order,
      long[] shape) {
    ops = scope.ops();
    scale = scope.tensor("weight", scaleKind, 0, features);
    shift = scope.tensor("bias", shiftKind, 0, features);
    runningMean = scope.tensor("running_mean", TensorKind.RUNNING_MEAN, 0, features).array();
    runningVariance = scope.tensor("running_var", TensorKind.RUNNING_VARIANCE, 0, features).array();
    this.order = order;
    this.shape = shape;
    fused = ops != null && runningMean.getDevice().isGpu();
    scope.count("num_batches_tracked", this);
  }

  /** Of (rows, features, height, width). */
  static BatchNorm ofImages(Scope scope, int features, TensorKind scale) {
    long[] order = {0, 2, 3, 1};
    return new BatchNorm(scope, features, scale, TensorKind.SHIFT, order, new long[] {1, -1, 1, 1});
  }

  /** Of (rows, features). */
  static BatchNorm ofRows(Scope scope, int features, TensorKind shift) {
    long[] order = {0, 1};
    return new BatchNorm(scope, features, TensorKind.SCALE, shift, order, new long[] {1, -1});
  }

  /** Normalizes by the running statistics; the input stays the caller's. */
  PtNDArray infer(PtNDArray x) {
    // The binding names these parameters in another order than the engine reads them.
    return JniUtils.batchNorm(
        x, runningMean, runningVariance, scale.array(), shift.array(), false, 0, EPSILON);
  }

  /**
   * Normalizes by the batch's statistics and moves the running ones as the pass says; or by the
   * running ones where it freezes them. Takes the input over.
   */
  Trace train(PtNDArray x) {
    PtNDArray[] results = pass.frozen() ? normalizeFrozen(x) : normalize(x);
    if (pass.counts()) {
      batches++;
    }
    return new Trace(results[0], x, results[1], results[2], pass.frozen());
  }

  /** Returns the gradient of the input, adds up those of the parameters; takes all over. */
  PtNDArray backward(PtNDArray d, Trace trace) {
    // A shift that stays as it is has no gradient to add to.
    PtNDArray unused =
        shift.gradient() == null ? ops.one(d.getManager(), "zeros_like", shift.array()) : null;
    try (d;
        trace;
        unused) {
      PtNDArray shiftGradient = unused == null ? shift.gradient() : unused;
      if (fused && !trace.frozen) {
        return ops.one(
            d.getManager(),
            "norm_fused_backward",
            d,
            trace.x,
            trace.mean,
            trace.inverse,
            scale.array(),
            scale.gradient(),
            shiftGradient);
      }
      return ops.one(
          d.getManager(),
          trace.frozen ? "norm_frozen_backward" : "norm_backward",
          d,
          trace.x,
          trace.mean,
          trace.inverse,
          scale.array(),
          scale.gradient(),
          shiftGradient,
          order,
          wide(trace.x),
          shape);
    }
  }

  /**
   * Says what the next passes do with the running statistics; at first as {@link NormPass#WHOLE}.
   */
  void setPass(NormPass pass) {
    this.pass = pass;
  }

  private PtNDArray[] normalize(PtNDArray x) {
    if (fused) {
      return ops.all(
          x.getManager(),
          "norm_fused",
          x,
          scale.array(),
          shift.array(),
          runningMean,
          runningVariance,
          pass.kept(),
          pass.share(),
          EPSILON);
    }
    return ops.all(
        x.getManager(),
        "norm",
        x,
        scale.array(),
        shift.array(),
        runningMean,
        runningVariance,
        pass.kept(),
        pass.share(),
        EPSILON,
        order,
        wide(x));
  }

  private PtNDArray[] normalizeFrozen(PtNDArray x) {
    return ops.all(
        x.getManager(),
        "norm_frozen",
        x,
        scale.array(),
        shift.array(),
        runningMean,
        runningVariance,
        EPSILON);
  }

  /**
   * Returns the shape of the matrix over which the engine adds up: a column per image position and
   * feature, so that few numbers follow each other into one sum; or, where such a row would leave
   * the cache, a column per position in a line.
   */
  private static long[] wide(PtNDArray x) {
    long[] sizes = x.getShape().getShape();
    if (sizes.length == 2) {
      return sizes;
    }
    long image = sizes[1] * sizes[2] * sizes[3];
    return image <= CACHED
        ? new long[] {sizes[0], image}
        : new long[] {sizes[0] * sizes[2], sizes[1] * sizes[3]};
  }

  /** Batches that moved the running statistics. */
  long batches() {
    return batches;
  }

  void setBatches(long count) {
    batches = count;
  }

  /**
   * What a backward pass needs.
   *
   * @param y the result; the next layer closes it
   * @param x the input
   * @param mean of each feature
   * @param inverse 1 / standard deviation of each feature
   * @param frozen whether mean and inverse are the running statistics', not the batch's
   */
  record Trace(PtNDArray y, PtNDArray x, PtNDArray mean, PtNDArray inverse, boolean frozen)
      implements AutoCloseable {
    @Override
    public void close() {
      x.close();
      mean.close();
      inverse.close();
    }
  }
}
