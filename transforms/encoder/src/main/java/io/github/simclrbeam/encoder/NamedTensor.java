package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * A live tensor of a network.
 *
 * @param name as torchvision (encoder) or a PyTorch Sequential (projector) would call it
 * @param gradient what the backward passes since the last optimizer step add up to; null for
 *     buffers and in networks that only embed
 */
record NamedTensor(String name, TensorKind kind, PtNDArray array, PtNDArray gradient) {
  NamedTensor named(String other) {
    return new NamedTensor(other, kind, array, gradient);
  }
}
