package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/** max(x, 0), in its input's memory, and back in the gradient's. */
record Rectifier(TorchOps ops) {
  /** Takes the input over. */
  PtNDArray of(PtNDArray x) {
    try (x) {
      return ops.one(x.getManager(), "relu", x);
    }
  }

  /** max(x + y, 0); takes x over, y stays the caller's. */
  PtNDArray ofSum(PtNDArray x, PtNDArray y) {
    try (x) {
      return ops.one(x.getManager(), "add_relu", x, y);
    }
  }

  /** Returns the gradient of the input; takes d over, the result y stays the caller's. */
  PtNDArray backward(PtNDArray d, PtNDArray y) {
    try (d) {
      return ops.one(d.getManager(), "relu_backward", d, y);
    }
  }
}
