package io.github.simclrbeam.encoder;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One vector of weights that an update rule moves, in double precision. */
final class RuleFixture {
  /** Starts, and the gradients and rates of four steps: the rate changes. */
  static final double[] WEIGHTS = {3, 4, -.5, 0};

  static final double[][] GRADIENTS = {
    {.6, .8, -.1, .2}, {-.3, .5, .7, .1}, {.2, -.4, .3, -.6}, {1.5, .1, -.9, .05}
  };
  static final double[] RATES = {.1, .2, .05, .01};

  private RuleFixture() {}

  /** Returns the weights after those steps. */
  static double[] afterFourSteps(UpdateRule rule, double decay, boolean adapted) {
    return weights(rule, decay, adapted, WEIGHTS, GRADIENTS, RATES);
  }

  static double[] weights(
      UpdateRule rule,
      double decay,
      boolean adapted,
      double[] start,
      double[][] gradients,
      double[] rates) {
    EngineThread.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch")) {
      TorchOps ops = TorchOps.load(manager);
      PtNDArray weights = (PtNDArray) manager.create(start);
      PtNDArray gradient = ops.one(manager, "zeros_like", weights);
      Map<String, PtNDArray[]> state = new LinkedHashMap<>();
      for (String name : rule.state()) {
        state.put(name, new PtNDArray[] {ops.one(manager, "zeros_like", weights)});
      }
      ParameterGroup group =
          new ParameterGroup(
              List.of(),
              decay,
              adapted,
              new PtNDArray[] {weights},
              new PtNDArray[] {gradient},
              state);
      for (int step = 0; step < rates.length; step++) {
        ops.effect("copy", gradient, (PtNDArray) manager.create(gradients[step]));
        rule.update(ops, group, rates[step], step);
        if (gradient.toDoubleArray()[0] != 0) {
          throw new AssertionError("the rule must use up the gradient");
        }
      }
      return weights.toDoubleArray();
    }
  }
}
