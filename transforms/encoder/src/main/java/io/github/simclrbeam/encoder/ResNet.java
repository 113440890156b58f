package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.simclrbeam.proto.EncoderArchitecture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The encoder f: pixels to representation h. Layers and names as in torchvision, without fc. */
final class ResNet {
  private final TorchOps ops;
  private final Stem stem;
  private final List<ResidualBlock> blocks = new ArrayList<>();

  ResNet(Scope scope, EncoderArchitecture architecture) {
    ops = scope.ops();
    ResNetPlan plan = ResNetPlan.of(architecture);
    boolean pooled = architecture.getStem().equals(EncoderArchitectures.IMAGENET_STEM);
    stem = new Stem(scope, architecture.getChannels(), plan.stemWidth(), pooled);
    TensorKind last = architecture.getZeroInitResidual() ? TensorKind.ZERO_SCALE : TensorKind.SCALE;
    int channels = plan.stemWidth();
    for (int layer = 0; layer < plan.widths().size(); layer++) {
      int width = plan.widths().get(layer);
      for (int block = 0; block < plan.depths().get(layer); block++) {
        Scope place = scope.child("layer" + (layer + 1)).child(Integer.toString(block));
        int stride = layer > 0 && block == 0 ? 2 : 1;
        blocks.add(
            plan.bottleneck()
                ? ResidualBlock.bottleneck(
                    place, channels, width * plan.innerFactor(), plan.channels(width), stride, last)
                : ResidualBlock.basic(place, channels, width, stride, last));
        channels = plan.channels(width);
      }
    }
  }

  /**
   * Takes (rows, channels, height, width), returns (rows, dimension); the input stays the caller's.
   */
  PtNDArray infer(PtNDArray x) {
    PtNDArray y = stem.infer(x);
    for (ResidualBlock block : blocks) {
      try (PtNDArray previous = y) {
        y = block.infer(previous);
      }
    }
    try (PtNDArray last = y) {
      return pool(last);
    }
  }

  /** As {@link #infer}, by the batch's statistics; the input must live until backward. */
  Trace train(PtNDArray x) {
    Stem.Trace first = stem.train(x);
    Deque<ResidualBlock.Trace> traces = new ArrayDeque<>();
    PtNDArray y = first.y();
    for (ResidualBlock block : blocks) {
      traces.push(block.train(y));
      y = traces.peek().y();
    }
    return new Trace(pool(y), x, first, traces);
  }

  /** Adds up the gradients; takes d and the trace over, but h. */
  void backward(PtNDArray d, Trace trace) {
    PtNDArray dy;
    try (d) {
      dy = ops.one(d.getManager(), "pool_backward", d, trace.blocks.peek().y());
    }
    for (int i = blocks.size() - 1; i >= 0; i--) {
      dy = blocks.get(i).backward(dy, trace.blocks.pop());
    }
    stem.backward(dy, trace.x, trace.stem);
  }

  private PtNDArray pool(PtNDArray y) {
    return ops.one(y.getManager(), "pool", y);
  }

  /**
   * What a backward pass needs.
   *
   * @param h the result
   * @param x the input; the caller's
   * @param blocks the last one's first
   */
  record Trace(PtNDArray h, PtNDArray x, Stem.Trace stem, Deque<ResidualBlock.Trace> blocks) {}
}
