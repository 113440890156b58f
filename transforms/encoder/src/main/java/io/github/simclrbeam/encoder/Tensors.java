package io.github.simclrbeam.encoder;

/** What the layers of a network declare their tensors to, in the order of a state dictionary. */
interface Tensors {
  /** Takes a tensor on; fanIn matters to linear layers only. */
  NamedTensor add(String name, TensorKind kind, long fanIn, long... shape);

  /** Takes on a count of batches, by its name. */
  void count(String name, BatchNorm norm);

  /** Returns the engine's operations; null where nothing will be computed. */
  TorchOps ops();
}
