package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** x W' + b. */
final class Linear {
  private final PtNDArray weight;
  private final PtNDArray bias;

  Linear(Scope scope, int in, int out, boolean withBias) {
    weight = scope.tensor("weight", TensorKind.WEIGHT, in, out, in);
    bias = withBias ? scope.tensor("bias", TensorKind.BIAS, in, out) : null;
  }

  /** Takes (rows, in); the input stays the caller's. */
  PtNDArray forward(PtNDArray x) {
    return JniUtils.linear(x, weight, bias);
  }
}
