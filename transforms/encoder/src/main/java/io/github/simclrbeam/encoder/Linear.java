package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** x W' + b. */
final class Linear {
  private final TorchOps ops;
  private final NamedTensor weight;
  private final NamedTensor bias;

  Linear(Scope scope, int in, int out, boolean withBias) {
    ops = scope.ops();
    weight = scope.tensor("weight", TensorKind.WEIGHT, in, out, in);
    bias = withBias ? scope.tensor("bias", TensorKind.BIAS, in, out) : null;
  }

  /** Takes (rows, in); the input stays the caller's and must live until backward. */
  PtNDArray forward(PtNDArray x) {
    return bias == null
        ? ops.one(x.getManager(), "linear", x, weight.array())
        : ops.one(x.getManager(), "linear_with_bias", x, weight.array(), bias.array());
  }

  /** Returns the input's gradient, adds up those of the parameters; takes d over. */
  PtNDArray backward(PtNDArray d, PtNDArray x) {
    try (d) {
      if (bias != null) {
        ops.effect("bias_backward", d, bias.gradient());
      }
      return ops.one(d.getManager(), "linear_backward", d, x, weight.array(), weight.gradient());
    }
  }
}
