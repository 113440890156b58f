package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.simclrbeam.proto.OptimizerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Moves a model's weights by the gradients that its backward passes added up. Settings say which
 * kinds of parameters decay; without them, weights of convolutions and linear layers only. A step
 * uses up the gradients: it sets them to zero. Not thread-safe. Its memory belongs to the model.
 */
public final class Optimizer {
  private static final String STEP = "step";

  private final SimClrModel model;
  private final UpdateRule rule;
  private final GradientClipping clipping;
  private final List<ParameterGroup> groups;
  private final PtNDArray[] gradients;
  private long steps;

  private Optimizer(SimClrModel model, OptimizerPlan plan) {
    this.model = model;
    this.rule = plan.rule();
    this.clipping = plan.clipping();
    this.groups = groups(plan);
    this.gradients =
        groups.stream().flatMap(group -> Stream.of(group.gradients())).toArray(PtNDArray[]::new);
  }

  /**
   * Returns the optimizer that settings describe.
   *
   * @throws IllegalArgumentException with everything that is wrong with the settings
   */
  public static Optimizer of(SimClrModel model, OptimizerSettings settings) {
    return new Optimizer(model, OptimizerPlan.of(settings));
  }

  /**
   * Returns stochastic gradient descent with momentum, as torch.optim.SGD.
   *
   * @param momentum in [0, 1)
   * @param weightDecay at least 0
   */
  public static Optimizer sgd(SimClrModel model, double momentum, double weightDecay) {
    return of(
        model,
        OptimizerSettings.newBuilder().setMomentum(momentum).setWeightDecay(weightDecay).build());
  }

  /** Returns the known update rules. */
  public static List<String> names() {
    return OptimizerPlan.names();
  }

  /** Returns all that is wrong with the settings, a sentence each; empty when they can be used. */
  public static List<String> problems(OptimizerSettings settings) {
    return OptimizerPlan.check(settings).found();
  }

  /** Returns the steps done since the first weights. */
  public long steps() {
    return steps;
  }

  /**
   * Returns the Euclidean length of all gradients gathered since the last step, as one vector:
   * before clipping and without decay; not finite when one of them is not. Waits for the device.
   */
  double gradientNorm() {
    return GradientClipping.norm(model.ops(), gradients);
  }

  /**
   * Clips the gradients gathered since the last step, moves the weights by them, and sets them to
   * zero.
   */
  void step(double rate) {
    step(rate, OptionalDouble.empty());
  }

  /**
   * As the shorter form.
   *
   * @param norm what {@link #gradientNorm} gave of these gradients; empty if nobody asked
   */
  void step(double rate, OptionalDouble norm) {
    clipping.clip(model.ops(), gradients, norm);
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

  /** Decayed tensors come before the others, and adapted ones before the others of these. */
  private List<ParameterGroup> groups(OptimizerPlan plan) {
    List<ParameterGroup> all = new ArrayList<>();
    for (boolean decayed : new boolean[] {true, false}) {
      for (boolean adapted : new boolean[] {true, false}) {
        List<NamedTensor> tensors =
            model.tensors().stream()
                .filter(tensor -> tensor.kind().trainable())
                .filter(tensor -> plan.decayed().contains(tensor.kind()) == decayed)
                .filter(tensor -> plan.adapted().contains(tensor.kind()) == adapted)
                .toList();
        if (!tensors.isEmpty()) {
          all.add(group(tensors, decayed ? plan.decay() : 0, adapted));
        }
      }
    }
    return all;
  }

  private ParameterGroup group(List<NamedTensor> tensors, double decay, boolean adapted) {
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
    return new ParameterGroup(tensors, decay, adapted, weights, gradients, state);
  }
}
