package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The projector g: representation h to projection z. Names as in a PyTorch Sequential. */
final class Projector {
  private final Rectifier rectifier;
  private final List<Hidden> hidden = new ArrayList<>();
  private final Linear last;

  Projector(Scope scope, int dimension, ProjectorArchitecture architecture) {
    rectifier = new Rectifier(scope.ops());
    boolean normed = architecture.getBatchNorm();
    int width = architecture.getHidden();
    int in = dimension;
    int index = 0;
    for (int layer = 1; layer < architecture.getLayers(); layer++) {
      Linear linear = new Linear(scope.child(index(index++)), in, width, !normed);
      BatchNorm norm = normed ? BatchNorm.ofRows(scope.child(index(index++)), width) : null;
      hidden.add(new Hidden(linear, norm));
      index++; // The rectifier has no tensors, but a place in the Sequential.
      in = width;
    }
    last = new Linear(scope.child(index(index)), in, architecture.getOutput(), !normed);
  }

  /** Takes (rows, dimension) over, gives (rows, output). */
  Trace train(PtNDArray h) {
    Deque<PtNDArray> inputs = new ArrayDeque<>();
    Deque<BatchNorm.Trace> norms = new ArrayDeque<>();
    inputs.push(h);
    for (Hidden layer : hidden) {
      PtNDArray y = layer.linear.forward(inputs.peek());
      if (layer.norm != null) {
        norms.push(layer.norm.train(y));
        y = norms.peek().y();
      }
      inputs.push(rectifier.of(y));
    }
    return new Trace(last.forward(inputs.peek()), inputs, norms);
  }

  /** Returns the gradient of h; takes d and the trace over, but z. */
  PtNDArray backward(PtNDArray d, Trace trace) {
    PtNDArray dy;
    try (PtNDArray input = trace.inputs.pop()) {
      dy = rectifier.backward(last.backward(d, input), input);
    }
    for (int i = hidden.size() - 1; i >= 0; i--) {
      Hidden layer = hidden.get(i);
      if (layer.norm != null) {
        dy = layer.norm.backward(dy, trace.norms.pop());
      }
      try (PtNDArray input = trace.inputs.pop()) {
        dy = layer.linear.backward(dy, input);
        if (i > 0) {
          dy = rectifier.backward(dy, input);
        }
      }
    }
    return dy;
  }

  private static String index(int index) {
    return Integer.toString(index);
  }

  /**
   * @param norm null without BatchNorm
   */
  private record Hidden(Linear linear, BatchNorm norm) {}

  /**
   * What a backward pass needs.
   *
   * @param z the result
   * @param inputs of the linear layers, the last one's first
   * @param norms the last one's first
   */
  record Trace(PtNDArray z, Deque<PtNDArray> inputs, Deque<BatchNorm.Trace> norms) {}
}
