package io.github.simclrbeam.encoder;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** A square convolution without bias, padded to keep the size at stride 1, then BatchNorm. */
final class ConvolutionNorm {
  private static final Shape DILATION = new Shape(1, 1);

  private final PtNDArray weight;
  private final Shape stride;
  private final Shape padding;
  private final BatchNorm norm;

  ConvolutionNorm(Scope convolution, Scope norm, int in, int out, int kernel, int stride) {
    this.weight = convolution.tensor("weight", TensorKind.WEIGHT, 0, out, in, kernel, kernel);
    this.stride = new Shape(stride, stride);
    this.padding = new Shape(kernel / 2, kernel / 2);
    this.norm = new BatchNorm(norm, out);
  }

  /** Takes (rows, in, height, width); the input stays the caller's. */
  PtNDArray forward(PtNDArray x, Pass pass) {
    try (PtNDArray y = JniUtils.convolution(x, weight, null, stride, padding, DILATION, 1)) {
      return norm.forward(y, pass);
    }
  }
}
