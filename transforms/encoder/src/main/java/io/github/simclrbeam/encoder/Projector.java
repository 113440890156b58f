package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import java.util.ArrayList;
import java.util.List;

/** The projector g: representation h to projection z. Names as in a PyTorch Sequential. */
final class Projector {
  private final List<Hidden> hidden = new ArrayList<>();
  private final Linear last;

  Projector(Scope scope, int dimension, ProjectorArchitecture architecture) {
    boolean normed = architecture.getBatchNorm();
    int in = dimension;
    int index = 0;
    for (int layer = 1; layer < architecture.getLayers(); layer++) {
      Linear linear =
          new Linear(scope.child(index(index++)), in, architecture.getHidden(), !normed);
      BatchNorm norm =
          normed ? new BatchNorm(scope.child(index(index++)), architecture.getHidden()) : null;
      hidden.add(new Hidden(linear, norm));
      index++; // ReLU has no tensors, but a place in the Sequential.
      in = architecture.getHidden();
    }
    last = new Linear(scope.child(index(index)), in, architecture.getOutput(), !normed);
  }

  /** Takes (rows, dimension), returns (rows, output); the input stays the caller's. */
  PtNDArray forward(PtNDArray h, Pass pass) {
    PtNDArray y = hidden.get(0).forward(h, pass);
    for (Hidden layer : hidden.subList(1, hidden.size())) {
      try (PtNDArray previous = y) {
        y = layer.forward(previous, pass);
      }
    }
    try (PtNDArray previous = y) {
      return last.forward(previous);
    }
  }

  private static String index(int index) {
    return Integer.toString(index);
  }

  private record Hidden(Linear linear, BatchNorm norm) {
    PtNDArray forward(PtNDArray x, Pass pass) {
      PtNDArray y = linear.forward(x);
      if (norm == null) {
        return pass.relu(y);
      }
      try (y) {
        return pass.relu(norm.forward(y, pass));
      }
    }
  }
}
