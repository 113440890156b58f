package io.github.simclrbeam.encoder;

/**
 * Where a layer makes its tensors: a table and the prefix of their names.
 *
 * @param prefix empty, or ending with a dot
 */
record Scope(TensorTable table, String prefix) {
  Scope child(String name) {
    return new Scope(table, prefix + name + ".");
  }

  TorchOps ops() {
    return table.ops();
  }

  /** Makes a tensor with its initial values; fanIn matters to linear layers only. */
  NamedTensor tensor(String name, TensorKind kind, long fanIn, long... shape) {
    return table.add(prefix + name, kind, fanIn, shape);
  }
}
