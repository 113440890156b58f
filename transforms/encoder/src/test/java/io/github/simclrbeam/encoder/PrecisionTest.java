package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.engine.PtNDArray;
import io.github.simclrbeam.proto.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrecisionTest {
  private static final int PAIRS = 8;

  /** Size of images of waves. */
  private static final int WAVES = 28;

  /** The seeds of all that compares precisions, and no others. */
  private static final long[] SEEDS = {1, 2, 3, 4, 5};

  /**
   * Of each seed: 1 - the cosine between a step's gradients under torch.autocast to bfloat16 and
   * those of fp32, and the relative difference of the losses. PyTorch 2.15.0, on the processor, by
   * autograd, of the same weights and views as here.
   */
  private static final double[] AUTOCAST = {0.009537, 0.005167, 0.014094, 0.017893, 0.006407};

  private static final double[] AUTOCAST_LOSS = {0.007488, 0.004691, 0.002644, 0.000978, 0.001997};

  /**
   * 1 - cosine is half the square of the relative error, and squares of independent roundings add
   * up: who rounded once more wherever autocast rounds would have twice as much in the mean. The
   * limit was set so before it was measured. Found: .009807, .004337, .013970, .018018 and .006397,
   * in the mean .99 of autocast's; of the losses .0066 at most.
   */
  @Test
  void bfloatGradientsAreAsCloseToThoseOfSinglePrecisionAsAutocasts() {
    double sum = 0;
    double worstLoss = 0;
    for (long seed : SEEDS) {
      List<double[]> gradients = new ArrayList<>();
      List<Double> losses = new ArrayList<>();
      for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
        try (SimClrModel model =
            SimClrModel.create(
                SmallModel.ENCODER, Projectors.of(2, 24, 16, true), seed, precision, Devices.CPU)) {
          Optimizer sgd = Optimizer.sgd(model, 0, 0);
          Preprocessing waves = SmallModel.PREPROCESSING.toBuilder().setImageSize(WAVES).build();
          TrainingStep step = new TrainingStep(model, sgd, waves, SmallModel.TEMPERATURE);
          losses.add(step.step(waves(seed), PAIRS, 0).loss());
          gradients.add(OneStep.gradients(model, sgd));
        }
      }
      double error = 1 - cosine(gradients.get(0), gradients.get(1));
      double loss = Math.abs(losses.get(1) / losses.get(0) - 1);
      System.out.printf("seed %d: 1 - cosine %.6f, loss %.6f%n", seed, error, loss);
      assertThat(loss).as("seed %d: nothing was rounded", seed).isGreaterThan(0);
      sum += error;
      worstLoss = Math.max(worstLoss, loss);
    }
    assertThat(sum / SEEDS.length).isLessThan(2 * Arrays.stream(AUTOCAST).average().orElseThrow());
    assertThat(worstLoss).isLessThan(2 * Arrays.stream(AUTOCAST_LOSS).max().orElseThrow());
  }

  /**
   * Chunks and replicas add up in 32 bits what each gives, which is rounded once more than in the
   * whole batch: so at most twice the error of that, by the law above. Found: the same but for .6
   * %.
   */
  @Test
  void chunksAndReplicasDoToo() {
    StepSettings whole = new StepSettings(Integer.MAX_VALUE, NormStatistics.FROZEN);
    StepSettings chunks = new StepSettings(2, NormStatistics.FROZEN);
    double sumWhole = 0;
    double sumCut = 0;
    for (long seed : SEEDS) {
      byte[] views = SmallModel.views(PAIRS, seed);
      double[] fp32 = OneStep.of(Precision.FP32, whole, "cpu", views, PAIRS).gradients();
      double[] bf16 = OneStep.of(Precision.BF16, whole, "cpu", views, PAIRS).gradients();
      double[] cut = OneStep.of(Precision.BF16, chunks, "cpu,cpu", views, PAIRS).gradients();
      System.out.printf(
          "seed %d: 1 - cosine %.6f whole, %.6f cut%n",
          seed, 1 - cosine(fp32, bf16), 1 - cosine(fp32, cut));
      sumWhole += 1 - cosine(fp32, bf16);
      sumCut += 1 - cosine(fp32, cut);
    }
    assertThat(sumCut).isLessThan(2 * sumWhole);
  }

  @Test
  void lossIsInSinglePrecisionOverTheRoundedProjections() {
    byte[] views = SmallModel.views(PAIRS, 1);
    try (SimClrModel model = model(Precision.BF16)) {
      double[][] z = Projections.of(model, views);
      for (double[] row : z) {
        for (double value : row) {
          // The upper half of a single is a bfloat16.
          assertThat(Float.floatToIntBits((float) value) & 0xffff).isZero();
        }
      }
      OneStep step = OneStep.of(Precision.BF16, StepSettings.DEFAULT, "cpu", views, PAIRS);
      assertThat(step.result().loss())
          .isEqualTo(NtXentFixture.floats(z, SmallModel.TEMPERATURE).loss());
    }
  }

  @Test
  void weightsStatisticsAndFilesStayInSinglePrecision() {
    try (SimClrModel model = model(Precision.BF16)) {
      for (TensorData tensor : model.encoderTensors().export()) {
        assertThat(tensor.type())
            .isEqualTo(tensor.name().endsWith("tracked") ? TensorType.I64 : TensorType.F32);
      }
      try (SimClrModel fp32 = model(Precision.FP32)) {
        assertThat(model.encoderDigest()).isEqualTo(fp32.encoderDigest());
      }
    }
  }

  @Test
  void stepsLeaveTheCountOfManagedArraysFlat() {
    try (SimClrModel model = model(Precision.BF16)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 1e-4));
      byte[] views = SmallModel.views(4, 1);
      step.step(views, 4, 0.01);
      int arrays = model.manager().getManagedArrays().size();
      for (int i = 0; i < 30; i++) {
        step.step(views, 4, 0.01);
      }
      assertThat(model.manager().getManagedArrays()).hasSize(arrays);
    }
  }

  @Test
  void lossFallsInBfloatToo() {
    try (SimClrModel model = model(Precision.BF16)) {
      TrainingStep step = SmallModel.step(model, Optimizer.sgd(model, 0.9, 1e-4));
      byte[] views = SmallModel.views(6, 1);
      double first = step.step(views, 6, 0.05).loss();
      double last = first;
      for (int i = 0; i < 40; i++) {
        last = step.step(views, 6, 0.05).loss();
      }
      assertThat(last).isLessThan(0.5 * first);
    }
  }

  @Test
  void standardizedPixelsAreRoundedOnce() {
    EngineThread.prepare();
    try (SimClrModel model = model(Precision.BF16)) {
      PixelInput input =
          new PixelInput(
              model.ops(),
              Precision.BF16,
              SmallModel.PREPROCESSING.toBuilder()
                  .setImageSize(1)
                  .addMean(0.449)
                  .addStd(0.226)
                  .build());
      try (PtNDArray x = input.of(model.manager(), new byte[] {(byte) 200}, 1, 1);
          PtNDArray wide = model.ops().one(model.manager(), "clone_row_major", x, 6L)) {
        // (200 / 255 - .449) / .226 = 1.48369, and 1.484375 is the nearest of 8 digits.
        // The channel that no weight looks at is black: -.449 / .226 = -1.98673, so -1.984375.
        assertThat(wide.toFloatArray()).containsExactly(1.484375f, -1.984375f);
      }
    }
  }

  @Test
  void namesAreReadAndWritten() {
    for (Precision precision : Precision.values()) {
      assertThat(Precision.named(precision.toString())).isEqualTo(precision);
    }
    assertThatThrownBy(() -> Precision.named("fp16"))
        .hasMessage("precision must be one of [fp32, tf32, fp64, bf16], but was: fp16");
  }

  @Test
  void bfloatThatIsEmulatedMustBeInsistedOn() {
    Precision.FP32.checkFast(Devices.CPU, false);
    Precision.FP64.checkFast(Devices.CPU, false);
    Precision.BF16.checkFast(Devices.CPU, true);
    assertThat(MatrixUnits.missingOnProcessor("model name : x\nflags\t\t: fpu avx2 avx512f\n"))
        .hasValue(
            "/proc/cpuinfo names none of the instructions [avx512_bf16, amx_bf16, bf16]; emulated, it is slower than fp32");
    assertThat(MatrixUnits.missingOnProcessor("")).isPresent();
    assertThat(MatrixUnits.missingOnProcessor("flags\t\t: fpu avx512_bf16 avx2\n")).isEmpty();
    assertThat(MatrixUnits.missingOnProcessor("flags : fpu amx_bf16 amx_tile")).isEmpty();
    assertThat(MatrixUnits.missingOnProcessor("Features\t: fp asimd bf16 i8mm\n")).isEmpty();
    assertThat(MatrixUnits.missingOnGpu("gpu0", "80")).isEmpty();
    assertThat(MatrixUnits.missingOnGpu("gpu0", "120")).isEmpty();
    assertThat(MatrixUnits.missingOnGpu("gpu0", "75"))
        .hasValue("gpu0 has compute capability 75 and needs at least 80");
  }

  @Test
  void roundedProductsAreRefusedWhereThereAreNone() {
    for (boolean evenIfSlow : new boolean[] {false, true}) {
      assertThatThrownBy(() -> Precision.TF32.checkFast(Devices.CPU, evenIfSlow))
          .hasMessage(
              "precision must be one of [fp32, fp64] here, but was: tf32 (only GPUs have it)");
    }
  }

  private static SimClrModel model(Precision precision) {
    EngineThread.setThreads(1);
    return SimClrModel.create(SmallModel.ENCODER, SmallModel.PROJECTOR, 1, precision, Devices.CPU);
  }

  /** Plane waves of random direction and length; the second views are shifted. */
  private static byte[] waves(long seed) {
    WeightRandom random = new WeightRandom(seed, "waves");
    int image = WAVES * WAVES;
    byte[] views = new byte[2 * PAIRS * image];
    for (int pair = 0; pair < PAIRS; pair++) {
      double right = random.uniform(-2, 2);
      double down = random.uniform(-2, 2);
      for (int view = 0; view < 2; view++) {
        double shift = random.uniform(0, 6);
        for (int i = 0; i < image; i++) {
          double wave = Math.sin(right * (i % WAVES) + down * (i / WAVES) + shift);
          views[(view * PAIRS + pair) * image + i] = (byte) (int) (127 + 120 * wave);
        }
      }
    }
    return views;
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
