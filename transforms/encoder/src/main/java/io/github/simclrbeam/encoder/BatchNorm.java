package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Batch normalization over all axes but the second, with PyTorch's names, momentum and epsilon. */
final class BatchNorm {
  private static final double MOMENTUM = 0.1;
  private static final double EPSILON = 1e-5;

  private final PtNDArray scale;
  private final PtNDArray shift;
  private final PtNDArray runningMean;
  private final PtNDArray runningVariance;
  private long batches;

  BatchNorm(Scope scope, int features) {
    scale = scope.tensor("weight", TensorKind.SCALE, 0, features);
    shift = scope.tensor("bias", TensorKind.SHIFT, 0, features);
    runningMean = scope.tensor("running_mean", TensorKind.RUNNING_MEAN, 0, features);
    runningVariance = scope.tensor("running_var", TensorKind.RUNNING_VARIANCE, 0, features);
    scope.table().count(scope.prefix() + "num_batches_tracked", this);
  }

  PtNDArray forward(PtNDArray x, Pass pass) {
    double momentum = pass.updateStatistics() ? MOMENTUM : 0;
    if (pass.training() && pass.updateStatistics()) {
      batches++;
    }
    // The binding names these parameters in another order than the engine reads them.
    return JniUtils.batchNorm(
        x, runningMean, runningVariance, scale, shift, pass.training(), momentum, EPSILON);
  }

  /** Batches that moved the running statistics. */
  long batches() {
    return batches;
  }

  void setBatches(long count) {
    batches = count;
  }
}
