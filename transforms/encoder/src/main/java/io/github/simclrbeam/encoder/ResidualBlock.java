package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * max(0, f(x) + shortcut(x)) with torchvision's names. Basic: two 3x3 convolutions. Bottleneck
 * (v1.5): 1x1, 3x3 with the stride, 1x1 to four times the width (He et al. 2016).
 */
final class ResidualBlock {
  /** Output channels of a bottleneck per channel of its width. */
  static final int EXPANSION = 4;

  private final List<ConvolutionNorm> stages = new ArrayList<>();
  private final ConvolutionNorm downsample;

  private ResidualBlock(Scope scope, int in, int out, int stride, List<Stage> shape) {
    for (int i = 0; i < shape.size(); i++) {
      Stage stage = shape.get(i);
      stages.add(
          new ConvolutionNorm(
              scope.child("conv" + (i + 1)),
              scope.child("bn" + (i + 1)),
              stage.in,
              stage.out,
              stage.kernel,
              stage.stride));
    }
    Scope shortcut = scope.child("downsample");
    downsample =
        stride == 1 && in == out
            ? null
            : new ConvolutionNorm(shortcut.child("0"), shortcut.child("1"), in, out, 1, stride);
  }

  static ResidualBlock basic(Scope scope, int in, int width, int stride) {
    return new ResidualBlock(
        scope,
        in,
        width,
        stride,
        List.of(new Stage(in, width, 3, stride), new Stage(width, width, 3, 1)));
  }

  static ResidualBlock bottleneck(Scope scope, int in, int width, int stride) {
    int out = EXPANSION * width;
    return new ResidualBlock(
        scope,
        in,
        out,
        stride,
        List.of(
            new Stage(in, width, 1, 1),
            new Stage(width, width, 3, stride),
            new Stage(width, out, 1, 1)));
  }

  /** Takes (rows, in, height, width); the input stays the caller's. */
  PtNDArray forward(PtNDArray x, Pass pass) {
    PtNDArray y = stages.get(0).forward(x, pass);
    for (ConvolutionNorm stage : stages.subList(1, stages.size())) {
      try (PtNDArray previous = pass.relu(y)) {
        y = stage.forward(previous, pass);
      }
    }
    if (downsample == null) {
      return pass.addRelu(y, x);
    }
    try (PtNDArray shortcut = downsample.forward(x, pass)) {
      return pass.addRelu(y, shortcut);
    }
  }

  private record Stage(int in, int out, int kernel, int stride) {}
}
