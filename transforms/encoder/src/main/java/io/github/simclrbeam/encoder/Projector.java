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
  private final BatchNorm outputNorm;

  Projector(Scope scope, int dimension, ProjectorArchitecture architecture) {
    rectifier = new Rectifier(scope.ops());
    boolean normed = architecture.getBatchNorm();
    int in = dimension;
    int index = 0;
    for (int width : Projectors.hidden(architecture)) {
      boolean bias = withBias(architecture, normed);
      Linear linear = new Linear(scope.child(index(index++)), in, width, bias);
      BatchNorm norm =
          normed ? BatchNorm.ofRows(scope.child(index(index++)), width, TensorKind.SHIFT) : null;
      hidden.add(new Hidden(linear, norm));
      index++; // The rectifier has no tensors, but a place in the Sequential.
      in = width;
    }
    int output = architecture.getOutput();
    TensorKind shift = outputShift(architecture);
    boolean bias = withBias(architecture, shift != null);
    last = new Linear(scope.child(index(index++)), in, output, bias);
    outputNorm = shift == null ? null : BatchNorm.ofRows(scope.child(index(index)), output, shift);
  }

  /** Returns whether a linear layer that BatchNorm follows, or not, has a bias. */
  private static boolean withBias(ProjectorArchitecture architecture, boolean normed) {
    return switch (architecture.getBias()) {
      case BIAS_EVERYWHERE -> true;
      case BIAS_NOWHERE -> false;
      case BIAS_WHERE_NOT_NORMED -> !normed;
      default -> !architecture.getBatchNorm();
    };
  }

  /** Returns the kind of the shift of the BatchNorm after the last layer; null without one. */
  private static TensorKind outputShift(ProjectorArchitecture architecture) {
    return switch (architecture.getOutputNorm()) {
      case OUTPUT_NORM_WITH_SCALE -> TensorKind.FIXED_SHIFT;
      case OUTPUT_NORM_WITH_SCALE_AND_SHIFT -> TensorKind.SHIFT;
      default -> null;
    };
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
    PtNDArray z = last.forward(inputs.peek());
    if (outputNorm != null) {
      norms.push(outputNorm.train(z));
      z = norms.peek().y();
    }
    return new Trace(z, inputs, norms);
  }

  /** Returns the gradient of h; takes d and the trace over, but z. */
  PtNDArray backward(PtNDArray d, Trace trace) {
    PtNDArray dy = outputNorm == null ? d : outputNorm.backward(d, trace.norms.pop());
    dy = backward(last, dy, trace);
    for (int i = hidden.size() - 1; i >= 0; i--) {
      Hidden layer = hidden.get(i);
      if (layer.norm != null) {
        dy = layer.norm.backward(dy, trace.norms.pop());
      }
      dy = backward(layer.linear, dy, trace);
    }
    return dy;
  }

  /** Goes through a linear layer and the rectifier before it; before the first there is none. */
  private PtNDArray backward(Linear linear, PtNDArray d, Trace trace) {
    try (PtNDArray input = trace.inputs.pop()) {
      PtNDArray dInput = linear.backward(d, input);
      return trace.inputs.isEmpty() ? dInput : rectifier.backward(dInput, input);
    }
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
