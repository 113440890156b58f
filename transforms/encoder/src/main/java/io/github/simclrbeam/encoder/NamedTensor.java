package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * A live tensor of a model.
 *
 * @param name as torchvision (encoder) or a PyTorch Sequential (projector) would call it
 */
record NamedTensor(String name, TensorKind kind, PtNDArray array) {}
