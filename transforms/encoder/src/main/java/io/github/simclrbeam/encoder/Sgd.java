package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, as torch.optim.SGD: {@code v = momentum v + g + decay
 * w; w = w - rate v}. Weights of convolutions and linear layers decay; biases and BatchNorm's
 * parameters never do. A step uses up the gradients: it sets them to zero. Not thread-safe. Its
 * memory belongs to the model.
 */
public final class Sgd {
  private static final String STEP = "step";
  private static final String VELOCITY = "velocity.";

  private final SimClrModel model;
  private final double momentum;
  private final List<Group> groups = new ArrayList<>();
  private long steps;

  /**
   * @param momentum in [0, 1)
   * @param weightDecay at least 0
   */
  public Sgd(SimClrModel model, double momentum, double weightDecay) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), but was: " + momentum);
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "weight decay must be at least 0, but was: " + weightDecay);
    }
    this.model = model;
    this.momentum = momentum;
    List<NamedTensor> trained =
        model.tensors().stream().filter(tensor -> tensor.kind().trainable()).toList();
    groups.add(
        group(trained.stream().filter(tensor -> tensor.kind().decays()).toList(), weightDecay));
    groups.add(group(trained.stream().filter(tensor -> !tensor.kind().decays()).toList(), 0));
  }

  /** Returns the steps done since the first weights. */
  public long steps() {
    return steps;
  }

  /** Moves the weights by the gradients gathered since the last step, and sets those to zero. */
  void step(double rate) {
    for (Group group : groups) {
      model
          .ops()
          .effect(
              "sgd", group.weights, group.gradients, group.velocities, rate, momentum, group.decay);
    }
    steps++;
  }

  List<Group> groups() {
    return groups;
  }

  /** Returns the velocities and the count of steps. */
  List<TensorData> export() {
    List<TensorData> all = new ArrayList<>();
    for (Group group : groups) {
      for (int i = 0; i < group.tensors.size(); i++) {
        all.add(
            model
                .encoderTensors()
                .export(VELOCITY + group.tensors.get(i).name(), group.velocities[i]));
      }
    }
    all.add(TensorData.of(STEP, steps));
    return all;
  }

  /**
   * Takes velocities and steps.
   *
   * @throws IOException if one is missing, unknown or of another shape
   */
  void restore(Map<String, TensorData> values, String where) throws IOException {
    Map<String, long[]> expected = new LinkedHashMap<>();
    for (Group group : groups) {
      for (NamedTensor tensor : group.tensors) {
        expected.put(VELOCITY + tensor.name(), tensor.array().getShape().getShape());
      }
    }
    expected.put(STEP, new long[0]);
    StrictMatch.check(expected, model.precision().fileType(), values, where + " optimizer");
    for (Group group : groups) {
      for (int i = 0; i < group.tensors.size(); i++) {
        TensorData value = values.get(VELOCITY + group.tensors.get(i).name());
        model.encoderTensors().restore(group.velocities[i], value);
      }
    }
    steps = values.get(STEP).scalar();
  }

  private Group group(List<NamedTensor> tensors, double decay) {
    PtNDArray[] weights = tensors.stream().map(NamedTensor::array).toArray(PtNDArray[]::new);
    PtNDArray[] gradients = tensors.stream().map(NamedTensor::gradient).toArray(PtNDArray[]::new);
    PtNDArray[] velocities = new PtNDArray[weights.length];
    for (int i = 0; i < weights.length; i++) {
      velocities[i] = model.ops().one(model.manager(), "zeros_like", weights[i]);
    }
    return new Group(tensors, decay, weights, gradients, velocities);
  }

  /** Tensors that share a decay; the arrays are in the tensors' order. */
  record Group(
      List<NamedTensor> tensors,
      double decay,
      PtNDArray[] weights,
      PtNDArray[] gradients,
      PtNDArray[] velocities) {}
}
