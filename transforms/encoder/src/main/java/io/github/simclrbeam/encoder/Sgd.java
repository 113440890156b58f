package io.github.simclrbeam.encoder;

import java.util.List;

/**
 * Stochastic gradient descent with momentum; decay is added to the gradient. With PyTorch's
 * convention it is torch.optim.SGD without dampening.
 */
record Sgd(Momentum momentum) implements UpdateRule {
  @Override
  public List<String> state() {
    return List.of(Momentum.VELOCITY);
  }

  @Override
  public void update(TorchOps ops, ParameterGroup group, double rate, long steps) {
    ops.effect(
        "sgd",
        group.weights(),
        group.gradients(),
        group.state().get(Momentum.VELOCITY),
        rate,
        group.decay(),
        momentum.value(),
        momentum.rateInside(),
        momentum.ahead());
  }
}
