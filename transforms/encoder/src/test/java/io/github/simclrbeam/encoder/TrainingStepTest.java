package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.simclrbeam.proto.CheckpointState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingStepTest {
  private static final int PAIRS = 6;

  @TempDir Path directory;

  @Test
  void lossFallsOnABatchThatRepeats() {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 1e-4));
      byte[] views = SmallModel.views(PAIRS, 1);
      double first = step.step(views, PAIRS, 0.05).loss();
      double last = first;
      for (int i = 0; i < 40; i++) {
        last = step.step(views, PAIRS, 0.05).loss();
      }
      assertThat(last).isLessThan(0.5 * first);
    }
  }

  @Test
  void lossIsNtXentOfTheProjections() {
    try (SimClrModel model = SmallModel.create(1)) {
      byte[] views = SmallModel.views(PAIRS, 1);
      double[][] z;
      try (SimClrModel equal = SmallModel.create(1)) {
        z = Projections.of(equal, views);
      }
      double loss = SmallModel.step(model, Optimizer.sgd(model, 0, 0)).step(views, PAIRS, 0).loss();
      assertThat(loss).isCloseTo(NaiveNtXent.loss(z, SmallModel.TEMPERATURE), within(1e-5));
    }
  }

  @Test
  void bothViewsPassTheNetworkTogetherAndNotOneAfterTheOther() {
    byte[] views = SmallModel.views(PAIRS, 1);
    byte[] first = Arrays.copyOf(views, views.length / 2);
    byte[] second = Arrays.copyOfRange(views, views.length / 2, views.length);
    try (SimClrModel model = SmallModel.create(1);
        SimClrModel equal = SmallModel.create(1)) {
      double[][] apart = new double[2 * PAIRS][];
      System.arraycopy(Projections.of(equal, first), 0, apart, 0, PAIRS);
      System.arraycopy(Projections.of(equal, second), 0, apart, PAIRS, PAIRS);
      double loss = SmallModel.step(model, Optimizer.sgd(model, 0, 0)).step(views, PAIRS, 0).loss();
      assertThat(loss).isNotCloseTo(NaiveNtXent.loss(apart, SmallModel.TEMPERATURE), within(1e-3));
    }
  }

  @Test
  void stepGoesAgainstTheLossesSlopeAlongEveryTensor() {
    byte[] views = SmallModel.views(PAIRS, 2);
    try (SimClrModel model = doubles();
        SimClrModel moved = doubles()) {
      SmallModel.step(moved, Optimizer.sgd(moved, 0, 0)).step(views, PAIRS, 1);
      for (int i = 0; i < model.tensors().size(); i++) {
        NamedTensor tensor = model.tensors().get(i);
        if (tensor.kind().trainable()) {
          double gradient =
              tensor.array().toDoubleArray()[0] - moved.tensors().get(i).array().toDoubleArray()[0];
          double slope = slope(model, tensor.array(), views);
          assertThat(gradient)
              .as(tensor.name())
              .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  @Test
  void runningStatisticsMoveOncePerStep() {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 0));
      byte[] views = SmallModel.views(PAIRS, 1);
      step.step(views, PAIRS, 0);
      step.step(views, PAIRS, 0);
      TensorData batches = tensor(model, "bn1.num_batches_tracked");
      assertThat(batches.scalar()).isEqualTo(2);
      // The convolution's outputs are the same in both steps: 1 - 0.9^2 of their mean is there.
      double[] mean = stemMeans(model, views);
      float[] running = tensor(model, "bn1.running_mean").floats();
      for (int i = 0; i < mean.length; i++) {
        assertThat((double) running[i]).isCloseTo(0.19 * mean[i], within(1e-5));
      }
    }
  }

  @Test
  void tenStepsAreFiveSavedLoadedAndFiveMoreBitForBit() throws Exception {
    List<Double> losses = new ArrayList<>();
    List<Double> resumed = new ArrayList<>();
    try (SimClrModel model = SmallModel.create(1);
        SimClrModel half = SmallModel.create(1);
        SimClrModel rest = SmallModel.create(2)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 1e-3);
      train(SmallModel.step(model, sgd), 0, 10, losses);
      Optimizer halfSgd = Optimizer.sgd(half, 0.9, 1e-3);
      train(SmallModel.step(half, halfSgd), 0, 5, resumed);
      CheckpointState state = CheckpointState.newBuilder().setStep(5).build();
      String checkpoint = Checkpoints.write(directory.toString(), state, half, halfSgd);
      Optimizer restSgd = Optimizer.sgd(rest, 0.9, 1e-3);
      Checkpoints.load(checkpoint, rest, restSgd);
      train(SmallModel.step(rest, restSgd), 5, 10, resumed);
      assertThat(resumed).isEqualTo(losses);
      assertThat(rest.encoderDigest()).isEqualTo(model.encoderDigest());
      assertThat(ModelDigest.of(rest.projectorTensors().export()))
          .isEqualTo(ModelDigest.of(model.projectorTensors().export()));
      assertThat(ModelDigest.of(restSgd.export())).isEqualTo(ModelDigest.of(sgd.export()));
    }
  }

  @Test
  void twoHundredStepsLeaveTheCountOfManagedArraysFlat() {
    try (SimClrModel model = SmallModel.create(1)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 1e-4));
      byte[] views = SmallModel.views(PAIRS, 1);
      step.step(views, PAIRS, 0.01);
      int arrays = model.manager().getManagedArrays().size();
      int resources = resources(model);
      for (int i = 0; i < 200; i++) {
        step.step(views, PAIRS, 0.01);
      }
      assertThat(model.manager().getManagedArrays()).hasSize(arrays);
      assertThat(resources(model)).isEqualTo(resources);
    }
  }

  @Test
  void everyThreadTrainsAlike() throws InterruptedException {
    try (SimClrModel model = SmallModel.create(1);
        SimClrModel other = SmallModel.create(1)) {
      byte[] views = SmallModel.views(PAIRS, 1);
      SmallModel.step(model, Optimizer.sgd(model, 0.9, 0)).step(views, PAIRS, 0.1);
      AtomicReference<Throwable> fault = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> SmallModel.step(other, Optimizer.sgd(other, 0.9, 0)).step(views, PAIRS, 0.1));
      thread.setUncaughtExceptionHandler((ignored, thrown) -> fault.set(thrown));
      thread.start();
      thread.join();
      assertThat(fault.get()).isNull();
      assertThat(other.encoderDigest()).isEqualTo(model.encoderDigest());
    }
  }

  @Test
  void onePairTrainsWithoutALoss() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0, 0);
      Map<String, Float> before = firstValues(model);
      assertThat(SmallModel.step(model, sgd).step(SmallModel.views(1, 1), 1, 1).loss()).isZero();
      assertThat(firstValues(model)).isEqualTo(before);
    }
  }

  @Test
  void lossThatIsNoNumberStopsBeforeTheWeightsMove() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0);
      TrainingStep step = SmallModel.step(model, sgd);
      byte[] views = SmallModel.views(PAIRS, 1);
      step.step(views, PAIRS, 0.1);
      NamedTensor last = model.tensors().get(model.tensors().size() - 1);
      float[] poison = new float[(int) last.array().size()];
      poison[0] = Float.NaN;
      long[] shape = last.array().getShape().getShape();
      model.projectorTensors().restore(last.array(), TensorData.of("x", shape, poison));
      Map<String, Float> before = firstValues(model);
      assertThatThrownBy(() -> step.step(views, PAIRS, 0.25))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessage("loss must be finite, but was: NaN (step 1, learning rate 0.25, 6 pairs)");
      assertThat(firstValues(model)).isEqualTo(before);
    }
  }

  @Test
  void wrongInputIsRefused() {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0);
      TrainingStep step = SmallModel.step(model, sgd);
      assertThatThrownBy(() -> step.step(new byte[100], 2, 0.1))
          .hasMessage("bytes must be at least 256 for 4 images, but was: 100");
      assertThatThrownBy(
              () ->
                  new TrainingStep(
                      model, sgd, SmallModel.PREPROCESSING.toBuilder().setChannels(3).build(), 0.2))
          .hasMessage("channels must be the encoder's 1, but was: 3");
    }
  }

  private static void train(TrainingStep step, int from, int to, List<Double> losses) {
    for (int i = from; i < to; i++) {
      losses.add(step.step(SmallModel.views(PAIRS, i), PAIRS, 0.01 * (i + 1)).loss());
    }
  }

  private static int resources(SimClrModel model) {
    return model.manager().getManagedArrays().size();
  }

  private static TensorData tensor(SimClrModel model, String name) {
    return model.encoderTensors().export().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Float> firstValues(SimClrModel model) {
    return model.tensors().stream()
        .filter(tensor -> tensor.kind().trainable())
        .collect(Collectors.toMap(NamedTensor::name, t -> t.array().toFloatArray()[0]));
  }

  private static SimClrModel doubles() {
    EngineThread.setThreads(1);
    return SimClrModel.create(
        SmallModel.ENCODER, SmallModel.PROJECTOR, 3, Precision.FP64, Devices.CPU);
  }

  /** The loss's slope along the first number of a tensor of the model, from both sides. */
  private static double slope(SimClrModel model, PtNDArray array, byte[] views) {
    double step = 1e-6;
    double[] kept = array.toDoubleArray();
    double[] ends = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] moved = kept.clone();
      moved[0] += (2 * side - 1) * step;
      copy(model, array, moved);
      ends[side] = NaiveNtXent.loss(Projections.of(model, views), SmallModel.TEMPERATURE);
    }
    copy(model, array, kept);
    return (ends[1] - ends[0]) / (2 * step);
  }

  private static void copy(SimClrModel model, PtNDArray to, double[] values) {
    try (PtNDArray from = (PtNDArray) model.manager().create(values, to.getShape())) {
      model.ops().effect("copy", to, from);
    }
  }

  /** Means over rows, height and width of the first convolution's outputs. */
  private static double[] stemMeans(SimClrModel model, byte[] views) {
    PixelInput input = new PixelInput(model.ops(), model.precision(), SmallModel.PREPROCESSING);
    ai.djl.ndarray.types.Shape one = new ai.djl.ndarray.types.Shape(1, 1);
    PtNDArray weight = model.tensors().get(0).array();
    try (PtNDArray both = input.of(model.manager(), views, 2 * PAIRS, 2 * PAIRS);
        PtNDArray x = (PtNDArray) both.get(":, 0:1");
        PtNDArray y = JniUtils.convolution(x, weight, null, one, one, one, 1);
        PtNDArray rows =
            model
                .ops()
                .one(model.manager(), "clone_row_major", y, model.precision().scriptCode())) {
      float[] flat = rows.toFloatArray();
      int channels = (int) y.getShape().get(1);
      int plane = SmallModel.SIZE * SmallModel.SIZE;
      double[] means = new double[channels];
      for (int i = 0; i < flat.length; i++) {
        means[i / plane % channels] += flat[i] / (double) (2 * PAIRS * plane);
      }
      return means;
    }
  }
}
