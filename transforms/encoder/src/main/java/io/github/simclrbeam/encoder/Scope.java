package io.github.simclrbeam.encoder;

/**
 * Where a layer makes its tensors.
 *
 * @param tensors takes them
 * @param prefix of their names: empty, or ending with a dot
 */
record Scope(Tensors tensors, String prefix) {
  Scope child(String name) {
    return new Scope(tensors, prefix + name + ".");
  }

  TorchOps ops() {
    return tensors.ops();
  }

  /** Makes a tensor with its initial values; fanIn matters to linear layers only. */
  NamedTensor tensor(String name, TensorKind kind, long fanIn, long... shape) {
    return tensors.add(prefix + name, kind, fanIn, shape);
  }

  /** Makes the count of batches that a layer has seen. */
  void count(String name, BatchNorm norm) {
    tensors.count(prefix + name, norm);
  }
}
