package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What one step of a new small model gives.
 *
 * @param gradients of all weights, one after the other
 * @param running means and variances after the step
 */
record OneStep(
    StepResult result, double[] gradients, List<TensorData> running, List<Long> batches) {
  /** Of a model with the same initial weights each time. */
  static OneStep of(
      Precision precision, StepSettings settings, String devices, byte[] views, int pairs) {
    return of(precision, settings, devices, views, pairs, loss -> loss);
  }

  /**
   * @param loss makes the loss of NT-Xent
   */
  static OneStep of(
      Precision precision,
      StepSettings settings,
      String devices,
      byte[] views,
      int pairs,
      UnaryOperator<ContrastiveLoss> loss) {
    EngineThread.setThreads(1);
    Devices places = Devices.parse(devices);
    try (SimClrModel model =
            SimClrModel.create(SmallModel.ENCODER, SmallModel.PROJECTOR, 1, precision, places);
        Replicas replicas = Replicas.of(model, places)) {
      Optimizer sgd = Optimizer.sgd(model, 0, 0);
      ContrastiveLoss ntXent = loss.apply(new NtXent(model.ops(), SmallModel.TEMPERATURE));
      TrainingStep step =
          new TrainingStep(replicas, sgd, SmallModel.PREPROCESSING, ntXent, settings);
      StepResult result = step.step(views, new long[0], pairs, 0.1, true);
      return new OneStep(result, gradients(model, sgd), running(model), batches(model));
    }
  }

  /** Returns the greatest difference to another step's gradients. */
  double distance(OneStep other) {
    double greatest = 0;
    for (int i = 0; i < gradients.length; i++) {
      greatest = Math.max(greatest, Math.abs(gradients[i] - other.gradients[i]));
    }
    return greatest;
  }

  /** Without momentum, the velocity after the first step is the gradient. */
  static double[] gradients(SimClrModel model, Optimizer sgd) {
    List<Double> all = new ArrayList<>();
    for (ParameterGroup group : sgd.groups()) {
      for (PtNDArray velocity : group.state().get("velocity")) {
        try (PtNDArray wide = model.ops().one(model.manager(), "clone_row_major", velocity, 7L)) {
          for (double value : wide.toDoubleArray()) {
            all.add(value);
          }
        }
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<TensorData> running(SimClrModel model) {
    return model.encoderTensors().export().stream()
        .filter(tensor -> tensor.name().contains("running"))
        .toList();
  }

  private static List<Long> batches(SimClrModel model) {
    return model.encoderTensors().export().stream()
        .filter(tensor -> tensor.name().contains("num_batches"))
        .map(TensorData::scalar)
        .distinct()
        .toList();
  }
}
