package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** A square convolution without bias, padded to keep the size at stride 1, then BatchNorm. */
final class ConvolutionNorm {
  private final TorchOps ops;
  private final NamedTensor weight;
  private final long[] stride;
  private final long[] padding;
  private final BatchNorm norm;

  /**
   * @param scale kind of BatchNorm's scale
   */
  ConvolutionNorm(
      Scope convolution, Scope norm, int in, int out, int kernel, int stride, TensorKind scale) {
    this.ops = convolution.ops();
    this.weight = convolution.tensor("weight", TensorKind.WEIGHT, 0, out, in, kernel, kernel);
    this.stride = new long[] {stride, stride};
    this.padding = new long[] {kernel / 2, kernel / 2};
    this.norm = BatchNorm.ofImages(norm, out, scale);
  }

  /** Takes (rows, in, height, width); the input stays the caller's. */
  PtNDArray infer(PtNDArray x) {
    try (PtNDArray y = convolution(x)) {
      return norm.infer(y);
    }
  }

  /** As {@link #infer}, by the batch's statistics; the input must live until backward. */
  BatchNorm.Trace train(PtNDArray x) {
    return norm.train(convolution(x));
  }

  /** Returns the input's gradient; takes d and the trace over. */
  PtNDArray backward(PtNDArray d, PtNDArray x, BatchNorm.Trace trace) {
    try (PtNDArray dy = norm.backward(d, trace)) {
      return backward("convolution_backward", dy, x);
    }
  }

  /** As {@link #backward} for the first layer, whose input needs no gradient. */
  void backwardLast(PtNDArray d, PtNDArray x, BatchNorm.Trace trace) {
    try (PtNDArray dy = norm.backward(d, trace)) {
      backward("convolution_backward_last", dy, x).close();
    }
  }

  private PtNDArray convolution(PtNDArray x) {
    return ops.one(x.getManager(), "convolution", x, weight.array(), stride, padding);
  }

  private PtNDArray backward(String method, PtNDArray dy, PtNDArray x) {
    return ops.one(
        dy.getManager(), method, dy, x, weight.array(), weight.gradient(), stride, padding);
  }
}
