package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * max(0, f(x) + shortcut(x)) with torchvision's names. Basic: two 3x3 convolutions. Bottleneck
 * (v1.5): 1x1, 3x3 with the stride, 1x1 (He et al. 2016). Begins as its shortcut if the scale of
 * the last BatchNorm of f begins with 0.
 */
final class ResidualBlock {
  /** Output channels of a bottleneck per channel of its width. */
  static final int EXPANSION = 4;

  private final TorchOps ops;
  private final Rectifier rectifier;
  private final List<ConvolutionNorm> stages = new ArrayList<>();
  private final ConvolutionNorm downsample;

  private ResidualBlock(Scope scope, int stride, List<Stage> shape) {
    ops = scope.ops();
    rectifier = new Rectifier(ops);
    for (int i = 0; i < shape.size(); i++) {
      Stage stage = shape.get(i);
      Scope convolution = scope.child("conv" + (i + 1));
      Scope norm = scope.child("bn" + (i + 1));
      stages.add(
          new ConvolutionNorm(
              convolution, norm, stage.in, stage.out, stage.kernel, stage.stride, stage.scale));
    }
    int in = shape.get(0).in;
    int out = shape.get(shape.size() - 1).out;
    Scope shortcut = scope.child("downsample");
    downsample =
        stride == 1 && in == out
            ? null
            : new ConvolutionNorm(
                shortcut.child("0"), shortcut.child("1"), in, out, 1, stride, TensorKind.SCALE);
  }

  /**
   * @param last kind of the last BatchNorm's scale
   */
  static ResidualBlock basic(Scope scope, int in, int out, int stride, TensorKind last) {
    return new ResidualBlock(
        scope,
        stride,
        List.of(new Stage(in, out, 3, stride, TensorKind.SCALE), new Stage(out, out, 3, 1, last)));
  }

  /**
   * @param inner channels of the 3x3 convolution
   * @param last kind of the last BatchNorm's scale
   */
  static ResidualBlock bottleneck(
      Scope scope, int in, int inner, int out, int stride, TensorKind last) {
    return new ResidualBlock(
        scope,
        stride,
        List.of(
            new Stage(in, inner, 1, 1, TensorKind.SCALE),
            new Stage(inner, inner, 3, stride, TensorKind.SCALE),
            new Stage(inner, out, 1, 1, last)));
  }

  /** Takes (rows, in, height, width); the input stays the caller's. */
  PtNDArray infer(PtNDArray x) {
    PtNDArray y = stages.get(0).infer(x);
    for (ConvolutionNorm stage : stages.subList(1, stages.size())) {
      try (PtNDArray previous = rectifier.of(y)) {
        y = stage.infer(previous);
      }
    }
    if (downsample == null) {
      return rectifier.ofSum(y, x);
    }
    try (PtNDArray shortcut = downsample.infer(x)) {
      return rectifier.ofSum(y, shortcut);
    }
  }

  /** As {@link #infer}, by the batch's statistics; the input must live until backward. */
  Trace train(PtNDArray x) {
    Deque<PtNDArray> inputs = new ArrayDeque<>();
    Deque<BatchNorm.Trace> traces = new ArrayDeque<>();
    inputs.push(x);
    traces.push(stages.get(0).train(x));
    for (ConvolutionNorm stage : stages.subList(1, stages.size())) {
      PtNDArray previous = rectifier.of(traces.peek().y());
      inputs.push(previous);
      traces.push(stage.train(previous));
    }
    PtNDArray y = traces.peek().y();
    if (downsample == null) {
      return new Trace(rectifier.ofSum(y, x), inputs, traces, null);
    }
    BatchNorm.Trace shortcut = downsample.train(x);
    try (PtNDArray identity = shortcut.y()) {
      return new Trace(rectifier.ofSum(y, identity), inputs, traces, shortcut);
    }
  }

  /** Returns the input's gradient; takes d and the trace with its result over. */
  PtNDArray backward(PtNDArray d, Trace trace) {
    try (PtNDArray y = trace.y;
        PtNDArray dSum = rectifier.backward(d, y)) {
      PtNDArray x = trace.inputs.peekLast();
      // BatchNorm's backward pass takes its gradient over, and the shortcut needs it too.
      PtNDArray dStage = copyOf(dSum);
      for (int i = stages.size() - 1; i > 0; i--) {
        try (PtNDArray input = trace.inputs.pop()) {
          PtNDArray dInput = stages.get(i).backward(dStage, input, trace.traces.pop());
          dStage = rectifier.backward(dInput, input);
        }
      }
      PtNDArray dx = stages.get(0).backward(dStage, x, trace.traces.pop());
      if (downsample == null) {
        return add(dx, dSum);
      }
      try (PtNDArray dShortcut = downsample.backward(copyOf(dSum), x, trace.shortcut)) {
        return add(dx, dShortcut);
      }
    }
  }

  /** Returns another handle of the same tensor. */
  private static PtNDArray copyOf(PtNDArray d) {
    return (PtNDArray) d.stopGradient();
  }

  private PtNDArray add(PtNDArray dx, PtNDArray other) {
    try (dx) {
      return ops.one(dx.getManager(), "add", dx, other);
    }
  }

  private record Stage(int in, int out, int kernel, int stride, TensorKind scale) {}

  /**
   * What a backward pass needs.
   *
   * @param y the result
   * @param inputs of the stages, the last one's first; the first stage's is the caller's
   * @param traces of the stages, the last one's first
   * @param shortcut null without downsampling
   */
  record Trace(
      PtNDArray y,
      Deque<PtNDArray> inputs,
      Deque<BatchNorm.Trace> traces,
      BatchNorm.Trace shortcut) {}
}
