package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkedStepTest {
  private static final int PAIRS = 7;
  private static final byte[] VIEWS = SmallModel.views(PAIRS, 1);

  @ParameterizedTest(name = "{0}, chunks of {1} of 7 pairs")
  @CsvSource({
    "FP32, 1, 1e-6",
    "FP32, 2, 1e-6",
    "FP32, 3, 1e-6",
    "FP32, 6, 1e-6",
    "FP64, 1, 1e-12",
    "FP64, 3, 1e-12",
    "FP64, 4, 1e-12"
  })
  void gradientsAreTheWholeBatchsWhereNoRowSeesAnother(
      Precision precision, int size, double tolerance) {
    OneStep whole = step(precision, Integer.MAX_VALUE, NormStatistics.FROZEN);
    OneStep chunked = step(precision, size, NormStatistics.FROZEN);
    assertThat(chunked.result().loss()).isCloseTo(whole.result().loss(), within(tolerance));
    double scale = Arrays.stream(whole.gradients()).map(Math::abs).max().orElseThrow();
    assertThat(scale).isGreaterThan(0.1);
    assertThat(chunked.distance(whole)).isLessThan(tolerance * Math.max(1, scale));
  }

  /** Gradients that are merely added up would be those of losses with few negatives. */
  @Test
  void aMeanOfChunksLossesWouldBeAnotherLoss() {
    double mean = 0;
    for (Chunk chunk : new Chunk(0, PAIRS).cut(3)) {
      byte[] part = rows(chunk);
      OneStep alone =
          OneStep.of(
              Precision.FP64,
              new StepSettings(PAIRS, NormStatistics.FROZEN),
              "cpu",
              part,
              chunk.pairs());
      mean += alone.result().loss() * chunk.pairs() / PAIRS;
    }
    assertThat(step(Precision.FP64, 3, NormStatistics.FROZEN).result().loss())
        .isGreaterThan(mean + 0.5);
  }

  @ParameterizedTest
  @CsvSource({"JOINT, 1", "SEPARATE, 2"})
  void runningStatisticsOfTheFirstLayerMoveAsInOnePassWhateverTheChunks(
      NormStatistics statistics, long passes) {
    OneStep whole = step(Precision.FP64, PAIRS, statistics);
    OneStep chunked = step(Precision.FP64, 3, statistics);
    assertThat(chunked.batches()).containsExactly(passes);
    assertThat(chunked.running().get(0).name()).isEqualTo("bn1.running_mean");
    // The mean of the chunks' means, by their pairs, is the mean of all.
    assertThat(Doubles.of(chunked.running().get(0)))
        .containsExactly(Doubles.of(whole.running().get(0)), within(1e-15));
  }

  @Test
  void frozenStatisticsStay() {
    OneStep step = step(Precision.FP32, 3, NormStatistics.FROZEN);
    assertThat(step.batches()).containsExactly(0L);
    for (TensorData running : step.running()) {
      float initial = running.name().endsWith("running_mean") ? 0 : 1;
      assertThat(running.floats()).containsOnly(initial);
    }
  }

  @Test
  void separateViewsPassOneAfterTheOther() {
    double[][] z = new double[2 * PAIRS][];
    try (SimClrModel model = SmallModel.create(1)) {
      byte[] first = Arrays.copyOf(VIEWS, VIEWS.length / 2);
      byte[] second = Arrays.copyOfRange(VIEWS, VIEWS.length / 2, VIEWS.length);
      System.arraycopy(Projections.of(model, first), 0, z, 0, PAIRS);
      System.arraycopy(Projections.of(model, second), 0, z, PAIRS, PAIRS);
      double loss = NaiveNtXent.loss(z, SmallModel.TEMPERATURE);
      OneStep separate = step(Precision.FP32, PAIRS, NormStatistics.SEPARATE);
      assertThat(separate.result().loss()).isCloseTo(loss, within(1e-5));
      OneStep joint = step(Precision.FP32, PAIRS, NormStatistics.JOINT);
      assertThat(joint.result().loss()).isNotCloseTo(loss, within(1e-3));
      // Two passes moved the running statistics, first view's first, as in PyTorch.
      TensorData moved =
          model.encoderTensors().export().stream()
              .filter(tensor -> tensor.name().equals("bn1.running_var"))
              .findFirst()
              .orElseThrow();
      assertThat(separate.running().get(1).floats()).isEqualTo(moved.floats());
    }
  }

  /** The loss destroys views: whatever is read again later would spoil the gradient. */
  @ParameterizedTest(name = "{0}, chunks of {1}: the last {2} pairs are read once")
  @CsvSource({"JOINT, 7, 7", "SEPARATE, 7, 7", "JOINT, 3, 3", "SEPARATE, 3, 3"})
  void theLastChunkPassesOnce(NormStatistics statistics, int size, int last) {
    byte[] views = VIEWS.clone();
    StepSettings settings = new StepSettings(size, statistics);
    OneStep spoilt = OneStep.of(Precision.FP32, settings, "cpu", views, PAIRS, spoil(views, last));
    assertThat(views).isNotEqualTo(VIEWS);
    assertThat(spoilt.gradients()).isEqualTo(step(Precision.FP32, size, statistics).gradients());
  }

  @Test
  void earlierChunksPassTwice() {
    byte[] views = VIEWS.clone();
    StepSettings settings = new StepSettings(3, NormStatistics.JOINT);
    OneStep spoilt = OneStep.of(Precision.FP32, settings, "cpu", views, PAIRS, spoil(views, 4));
    assertThat(spoilt.gradients())
        .isNotEqualTo(step(Precision.FP32, 3, NormStatistics.JOINT).gradients());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void sameBitsEachTime(int size) {
    assertThat(step(Precision.FP32, size, NormStatistics.JOINT).gradients())
        .isEqualTo(step(Precision.FP32, size, NormStatistics.JOINT).gradients());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new StepSettings(0, NormStatistics.JOINT))
        .hasMessage("chunk pairs must be at least 1, but was: 0");
    assertThatThrownBy(() -> NormStatistics.named("shared"))
        .hasMessage(
            "BatchNorm statistics must be one of [joint, separate, frozen], but was: shared");
    assertThat(NormStatistics.named("separate")).isEqualTo(NormStatistics.SEPARATE);
    assertThatThrownBy(() -> step(Precision.FP32, 1, NormStatistics.SEPARATE))
        .hasMessageStartingWith(
            "pairs of a chunk must be at least 2 for separate BatchNorm statistics, but was: 1");
  }

  private static OneStep step(Precision precision, int chunkPairs, NormStatistics statistics) {
    return OneStep.of(precision, new StepSettings(chunkPairs, statistics), "cpu", VIEWS, PAIRS);
  }

  /** Zeroes both views of the last pairs before it gives the loss. */
  private static UnaryOperator<ContrastiveLoss> spoil(byte[] views, int last) {
    int image = views.length / (2 * PAIRS);
    return loss ->
        (z, labels, step) -> {
          Arrays.fill(views, (PAIRS - last) * image, PAIRS * image, (byte) 0);
          Arrays.fill(views, (2 * PAIRS - last) * image, 2 * PAIRS * image, (byte) 0);
          return loss.of(z, labels, step);
        };
  }

  private static byte[] rows(Chunk chunk) {
    int image = VIEWS.length / (2 * PAIRS);
    byte[] rows = new byte[2 * chunk.pairs() * image];
    List<RowSpan> spans = chunk.passes(PAIRS, NormStatistics.JOINT).get(0);
    for (int i = 0; i < 2; i++) {
      int length = spans.get(i).count() * image;
      System.arraycopy(VIEWS, spans.get(i).first() * image, rows, i * length, length);
    }
    return rows;
  }
}
