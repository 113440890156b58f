package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrozenEncoderTest {
  private static final int BATCH = 4;
  private static final int IMAGE = SmallModel.SIZE * SmallModel.SIZE;

  @TempDir Path run;

  @BeforeAll
  static void takeOneThread() {
    EngineThread.setThreads(1);
  }

  @Test
  void rowsDoNotDependOnHowFullTheBatchIs() {
    try (FrozenEncoder encoder = untrained(1);
        FrozenEncoder.Session session = encoder.session()) {
      byte[] images = SmallModel.views(2, 1);
      float[][] full = session.embed(images, 4);
      float[][] one = session.embed(images, 1);
      assertThat(one).isDeepEqualTo(new float[][] {full[0]});
      assertThat(full).hasDimensions(4, encoder.dimension());
      assertThat(session.embed(images, 0)).isEmpty();
    }
  }

  @Test
  void rowsDoNotDependOnTheirNeighbours() {
    try (FrozenEncoder encoder = untrained(1);
        FrozenEncoder.Session session = encoder.session()) {
      byte[] images = SmallModel.views(2, 1);
      float[][] before = session.embed(images, 4);
      byte[] changed = images.clone();
      Arrays.fill(changed, IMAGE, 2 * IMAGE, (byte) 200);
      float[][] after = session.embed(changed, 4);
      assertThat(after[0]).containsExactly(before[0]);
      assertThat(after[1]).isNotEqualTo(before[1]);
    }
  }

  @Test
  void embeddingChangesNothingOfTheEncoder() {
    try (FrozenEncoder encoder = untrained(1);
        FrozenEncoder.Session session = encoder.session()) {
      String digest = encoder.digest();
      String buffers = encoder.batchNormDigest();
      session.embed(SmallModel.views(2, 1), 4);
      assertThat(encoder.digest()).isEqualTo(digest).isNotEqualTo(buffers);
      assertThat(encoder.batchNormDigest()).isEqualTo(buffers);
    }
  }

  @Test
  void digestsAreOfTheLiveTensors() {
    try (FrozenEncoder encoder = untrained(1)) {
      String digest = encoder.digest();
      String buffers = encoder.batchNormDigest();
      NamedTensor mean =
          encoder.tensors().tensors().stream()
              .filter(tensor -> tensor.kind() == TensorKind.RUNNING_MEAN)
              .findFirst()
              .orElseThrow();
      float[] moved = mean.array().toFloatArray();
      moved[0] += 1e-3f;
      encoder.tensors().restore(mean.array(), TensorData.of("m", new long[] {moved.length}, moved));
      assertThat(encoder.digest()).isNotEqualTo(digest);
      assertThat(encoder.batchNormDigest()).isNotEqualTo(buffers);
    }
  }

  @Test
  void untrainedWeightsAreASimClrModelsInitialOnes() {
    try (FrozenEncoder encoder = untrained(7);
        FrozenEncoder other = untrained(8);
        SimClrModel model = SmallModel.create(7)) {
      assertThat(encoder.digest()).isEqualTo(model.encoderDigest()).isNotEqualTo(other.digest());
    }
  }

  @Test
  void loadedEncoderIsTheTrainedOneWithItsRunningStatistics() throws IOException {
    String checkpoint = trained();
    try (FrozenEncoder encoder = FrozenEncoder.load(checkpoint, BATCH);
        FrozenEncoder.Session session = encoder.session()) {
      CheckpointState state = Checkpoints.state(checkpoint);
      assertThat(encoder.digest()).isEqualTo(state.getEncoderDigest());
      assertThat(encoder.batchNormDigest()).isEqualTo(state.getBatchNormDigest());
      assertThat(encoder.architecture()).isEqualTo(SmallModel.ENCODER);
      assertThat(encoder.preprocessing()).isEqualTo(SmallModel.PREPROCESSING);
      byte[] images = SmallModel.views(2, 1);
      float[][] rows = session.embed(images, 4);
      assertThat(session.embed(Arrays.copyOf(images, IMAGE), 1)[0]).containsExactly(rows[0]);
    }
  }

  @Test
  void sessionsOfManyThreadsGiveTheSameRows() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (FrozenEncoder encoder = untrained(1)) {
      List<Callable<float[][]>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(() -> embedOften(encoder));
      }
      float[][] expected = embedOften(encoder);
      for (Future<float[][]> rows : pool.invokeAll(tasks)) {
        assertThat(rows.get()).isDeepEqualTo(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void meanAndDeviationOfThePreprocessingAreApplied() {
    Preprocessing shifted = SmallModel.PREPROCESSING.toBuilder().addMean(0.25).addStd(0.5).build();
    byte[] images = new byte[IMAGE];
    Arrays.fill(images, (byte) 51);
    // (51 / 255 - 0.25) / 0.5 = -0.1: the first convolution's outputs are scaled by -0.5.
    float[] plain = embed(SmallModel.PREPROCESSING, images);
    float[] other = embed(shifted, images);
    assertThat(other).isNotEqualTo(plain);
    Preprocessing identity = SmallModel.PREPROCESSING.toBuilder().addMean(0).addStd(1).build();
    assertThat(embed(identity, images)).containsExactly(plain, within(1e-6f));
  }

  @Test
  void bytesAreScaledToOneBeforeMeanAndDeviationOfThePreprocessing() {
    Preprocessing shifted = SmallModel.PREPROCESSING.toBuilder().addMean(0.2).addStd(0.5).build();
    byte[] bright = new byte[IMAGE];
    Arrays.fill(bright, (byte) 153);
    byte[] equal = new byte[IMAGE];
    Arrays.fill(equal, (byte) 204);
    // (153 / 255 - 0.2) / 0.5 = 0.8 = 204 / 255.
    assertThat(embed(shifted, bright))
        .containsExactly(embed(SmallModel.PREPROCESSING, equal), within(1e-6f));
  }

  @Test
  void sessionsLeaveTheCountOfManagedArraysFlat() {
    try (FrozenEncoder encoder = untrained(1);
        FrozenEncoder.Session session = encoder.session()) {
      session.embed(SmallModel.views(2, 1), 4);
      int arrays = encoder.managedArrays();
      for (int i = 0; i < 200; i++) {
        session.embed(SmallModel.views(2, 1), 4);
      }
      assertThat(encoder.managedArrays()).isEqualTo(arrays);
      assertThat(session.managedArrays()).isZero();
    }
  }

  @Test
  void wrongInputIsRefused() {
    try (FrozenEncoder encoder = untrained(1);
        FrozenEncoder.Session session = encoder.session()) {
      assertThatThrownBy(() -> session.embed(new byte[5 * IMAGE], 5))
          .hasMessage("count must be 0 to 4, but was: 5");
      assertThatThrownBy(() -> session.embed(new byte[IMAGE], 2))
          .hasMessage("bytes must be at least 128 for 2 images, but was: 64");
    }
    assertThatThrownBy(
            () -> FrozenEncoder.untrained(SmallModel.ENCODER, SmallModel.PREPROCESSING, 1, 0))
        .hasMessage("batch size must be at least 1, but was: 0");
    Preprocessing unequal = SmallModel.PREPROCESSING.toBuilder().addMean(1).build();
    assertThatThrownBy(() -> embed(unequal, new byte[IMAGE]))
        .hasMessage(
            "mean and std must be empty or have a value per channel, but was: 1 and 0 values for 1"
                + " channels");
  }

  private String trained() throws IOException {
    try (SimClrModel model = SmallModel.create(1)) {
      Optimizer sgd = Optimizer.sgd(model, 0.9, 0);
      TrainingStep step = SmallModel.step(model, sgd);
      for (int i = 0; i < 3; i++) {
        step.step(SmallModel.views(4, i), 4, 0.1);
      }
      TrainingConfiguration configuration =
          TrainingConfiguration.newBuilder()
              .setEncoder(SmallModel.ENCODER)
              .setPreprocessing(SmallModel.PREPROCESSING)
              .build();
      CheckpointState state =
          CheckpointState.newBuilder().setStep(3).setConfiguration(configuration).build();
      return Checkpoints.write(run.toString(), state, model, sgd);
    }
  }

  private static FrozenEncoder untrained(long seed) {
    return FrozenEncoder.untrained(SmallModel.ENCODER, SmallModel.PREPROCESSING, seed, BATCH);
  }

  private static float[] embed(Preprocessing preprocessing, byte[] image) {
    try (FrozenEncoder encoder = FrozenEncoder.untrained(SmallModel.ENCODER, preprocessing, 1, 1);
        FrozenEncoder.Session session = encoder.session()) {
      return session.embed(image, 1)[0];
    }
  }

  private static float[][] embedOften(FrozenEncoder encoder) {
    try (FrozenEncoder.Session session = encoder.session()) {
      float[][] rows = null;
      for (int i = 0; i < 20; i++) {
        rows = session.embed(SmallModel.views(2, 1), 4);
      }
      return rows;
    }
  }
}
