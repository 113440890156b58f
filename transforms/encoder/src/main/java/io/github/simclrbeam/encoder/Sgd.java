package io.github.simclrbeam.encoder;

import java.util.List;

/**
 * Stochastic gradient descent with momentum, as torch.optim.SGD: {@code v = momentum v + g + decay
 * w; w = w - rate v}.
 *
 * @param momentum in [0, 1)
 */
record Sgd(double momentum) implements UpdateRule {
  private static final String VELOCITY = "velocity";

  Sgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), but was: " + momentum);
    }
  }

  @Override
  public List<String> state() {
    return List.of(VELOCITY);
  }

  @Override
  public void update(TorchOps ops, ParameterGroup group, double rate, long steps) {
    ops.effect(
        "sgd",
        group.weights(),
        group.gradients(),
        group.state().get(VELOCITY),
        rate,
        momentum,
        group.decay());
  }
}
