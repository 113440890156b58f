package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * A square convolution without bias, padded to keep the size at stride 1, then BatchNorm. An input
 * may have more channels than there are weights for: those count nothing.
 */
final class ConvolutionNorm {
  /** Positions up to which the weights' gradient is summed tap by tap, whatever the channels. */
  private static final long FEW_POSITIONS = 4;

  /** The same where a tap is a matrix of many weights. */
  private static final long SOME_POSITIONS = 16;

  private static final long MANY_WEIGHTS = 1 << 16;

  private final TorchOps ops;
  private final NamedTensor weight;
  private final long weightsOfTap;
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
    this.weightsOfTap = (long) out * in;
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
      String method = byTap(dy) ? "convolution_backward_by_tap" : "convolution_backward";
      return ops.one(
          dy.getManager(), method, dy, x, weight.array(), weight.gradient(), stride, padding);
    }
  }

  /** As {@link #backward} for the first layer, whose input needs no gradient. */
  void backwardLast(PtNDArray d, PtNDArray x, BatchNorm.Trace trace) {
    try (PtNDArray dy = norm.backward(d, trace)) {
      ops.effect(
          "convolution_backward_last", dy, x, weight.array(), weight.gradient(), stride, padding);
    }
  }

  private PtNDArray convolution(PtNDArray x) {
    return ops.one(x.getManager(), "convolution", x, weight.array(), stride, padding);
  }

  /**
   * On the processor the engine is up to fifty times slower than a product of matrices for each of
   * the kernel's taps where images have become small and channels many: it divides its work by
   * positions, and multiplies with the padding too.
   */
  private boolean byTap(PtNDArray dy) {
    long positions = dy.getShape().get(2) * dy.getShape().get(3);
    return !weight.array().getDevice().isGpu()
        && positions <= (weightsOfTap < MANY_WEIGHTS ? FEW_POSITIONS : SOME_POSITIONS);
  }
}
