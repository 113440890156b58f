package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * How a forward pass is done.
 *
 * @param training whether BatchNorm normalizes by the batch's statistics (otherwise by the running
 *     ones)
 * @param updateStatistics whether a training pass moves the running statistics: once per batch and
 *     step, however often a chunk is passed
 */
record Pass(TorchOps ops, boolean training, boolean updateStatistics) {
  static Pass training(TorchOps ops) {
    return new Pass(ops, true, true);
  }

  static Pass inference(TorchOps ops) {
    return new Pass(ops, false, false);
  }

  /** Returns max(x, 0) in x's memory and closes x. Legal after BatchNorm, which keeps its input. */
  PtNDArray relu(PtNDArray x) {
    try (x) {
      return ops.call("relu", x);
    }
  }

  /** Returns max(x + y, 0) in x's memory and closes x. */
  PtNDArray addRelu(PtNDArray x, PtNDArray y) {
    try (x) {
      return ops.call("add_relu", x, y);
    }
  }
}
