package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves a model's weights by the gradients that its backward passes added up. Weights of
 * convolutions and linear layers decay; biases and BatchNorm's parameters never do. A step uses up
 * the gradients: it sets them to zero. Not thread-safe. Its memory belongs to the model.
 */
public final class Optimizer {
  private static final String STEP = "step";

  private final SimClrModel model;
  private final UpdateRule rule;
  private final List<ParameterGroup> groups = new ArrayList<>();
  private long steps;

  private Optimizer(SimClrModel model, UpdateRule rule, double weightDecay) {
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "weight decay must be at least 0, but was: " + weightDecay);
    }
    this.model = model;
    this.rule = rule;
    List<NamedTensor> trained =
        model.tensors().stream().filter(tensor -> tensor.kind().trainable()).toList();
    groups.add(
        group(trained.stream().filter(tensor -> tensor.kind().decays()).toList(), weightDecay));
    groups.add(group(trained.stream().filter(tensor -> !tensor.kind().decays()).toList(), 0));
  }

  /**
   * Returns stochastic gradient descent with momentum, as torch.optim.SGD.
   *
   * @param momentum in [0, 1)
   * @param weightDecay at least 0
   */
  public static Optimizer sgd(SimClrModel model, double momentum, double weightDecay) {
    return new Optimizer(model, new Sgd(momentum), weightDecay);
  }

  /** Returns the steps done since the first weights. */
  public long steps() {
    return steps;
  }

  /** Moves the weights by the gradients gathered since the last step, and sets those to zero. */
  void step(double rate) {
    for (ParameterGroup group : groups) {
      rule.update(model.ops(), group, rate, steps);
    }
    steps++;
  }

  List<ParameterGroup> groups() {
    return groups;
  }

  /** Returns the state of the update rule and the count of steps. */
  List<TensorData> export() {
    List<TensorData> all = new ArrayList<>();
    for (ParameterGroup group : groups) {
      for (String state : rule.state()) {
        PtNDArray[] arrays = group.state().get(state);
        for (int i = 0; i < arrays.length; i++) {
          String name = state + "." + group.tensors().get(i).name();
          all.add(model.encoderTensors().export(name, arrays[i]));
        }
      }
    }
    all.add(TensorData.of(STEP, steps));
    return all;
  }

  /**
   * Takes what {@link #export} returned.
   *
   * @throws IOException if a tensor is missing, unknown or of another shape
   */
  void restore(Map<String, TensorData> values, String where) throws IOException {
    Map<String, PtNDArray> arrays = new LinkedHashMap<>();
    for (ParameterGroup group : groups) {
      for (String state : rule.state()) {
        for (int i = 0; i < group.tensors().size(); i++) {
          arrays.put(state + "." + group.tensors().get(i).name(), group.state().get(state)[i]);
        }
      }
    }
    Map<String, long[]> expected = new LinkedHashMap<>();
    arrays.forEach((name, array) -> expected.put(name, array.getShape().getShape()));
    expected.put(STEP, new long[0]);
    StrictMatch.check(expected, model.precision().fileType(), values, where + " optimizer");
    arrays.forEach((name, array) -> model.encoderTensors().restore(array, values.get(name)));
    steps = values.get(STEP).scalar();
  }

  private ParameterGroup group(List<NamedTensor> tensors, double decay) {
    PtNDArray[] weights = tensors.stream().map(NamedTensor::array).toArray(PtNDArray[]::new);
    PtNDArray[] gradients = tensors.stream().map(NamedTensor::gradient).toArray(PtNDArray[]::new);
    Map<String, PtNDArray[]> state = new LinkedHashMap<>();
    for (String name : rule.state()) {
      PtNDArray[] zeros = new PtNDArray[weights.length];
      for (int i = 0; i < weights.length; i++) {
        zeros[i] = model.ops().one(model.manager(), "zeros_like", weights[i]);
      }
      state.put(name, zeros);
    }
    return new ParameterGroup(tensors, decay, weights, gradients, state);
  }
}
