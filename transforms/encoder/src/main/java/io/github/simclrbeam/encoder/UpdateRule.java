package io.github.simclrbeam.encoder;

import java.util.List;

/** How an optimizer moves weights. Has no memory of its own: the groups hold it. */
interface UpdateRule {
  /** Returns the names of the arrays, one a weight and zero at first, that it remembers. */
  List<String> state();

  /**
   * Moves the group's weights and sets their gradients to zero.
   *
   * @param steps done before, from 0
   */
  void update(TorchOps ops, ParameterGroup group, double rate, long steps);
}
