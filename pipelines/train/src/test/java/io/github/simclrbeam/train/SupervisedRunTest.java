package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --loss=supcon} over a whole run. What its first loss must be follows from the trace and
 * the shards alone: which image a traced view is of is seen by its pixels, and the network and the
 * loss are plain loops.
 */
final class SupervisedRunTest {
  private static final int SIZE = 8;
  private static final int PAIRS = 12;
  private static final int NPY_HEADER = 128;
  private static final double TEMPERATURE = 0.2;
  private static final SyntheticShards SHARDS =
      new SyntheticShards(20, 2, SIZE, 1, "raw", true).withClasses(10);

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} classes")
  @ValueSource(ints = {10, 4, 2, 1})
  void theFirstLossIsThatOfTheShardsLabels(int classes) throws IOException {
    Path views = directory.resolve("views");
    SHARDS.withClasses(classes).write(views);
    double loss = train(views, directory.resolve("run"), "supcon");
    Path trace = directory.resolve("run/trace");
    double[][][] images = images(trace.resolve("step-00000.npy"));
    int[] labels = labels(images, views);
    assertThat(labels).as("a view of each image of the batch").hasSize(2 * PAIRS);
    assertThat(Arrays.stream(labels).distinct().count())
        .as("classes")
        .isBetween(1L, (long) classes);
    double[][] z = PlainNetwork.read(trace.resolve("initial.safetensors")).project(images);
    assertThat(loss).isCloseTo(supervised(z, labels), within(1e-9));
  }

  @Test
  void anotherLabellingOfTheSameImagesGivesAnotherLoss() throws IOException {
    double[] losses = new double[3];
    Set<Double> ntXent = new HashSet<>();
    int[] classes = {10, 4, 1};
    for (int i = 0; i < losses.length; i++) {
      Path views = directory.resolve("views-" + i);
      SHARDS.withClasses(classes[i]).write(views);
      losses[i] = train(views, directory.resolve("run-" + i), "supcon");
      assertThat(directory.resolve("run-" + i + "/trace/step-00000.npy"))
          .as("the same views in the same order")
          .hasSameBinaryContentAs(directory.resolve("run-0/trace/step-00000.npy"));
      double unlabelled = train(views, directory.resolve("nt-xent-" + i), "nt-xent");
      assertThat(unlabelled).as("a loss that asks for no labels").isNotEqualTo(losses[i]);
      ntXent.add(unlabelled);
    }
    assertThat(losses).doesNotHaveDuplicates();
    assertThat(ntXent).hasSize(1);
  }

  @Test
  void viewsWithoutLabelsAreRefusedBeforeAnythingStarts() throws IOException {
    Path views = directory.resolve("views");
    new SyntheticShards(20, 2, SIZE, 1, "raw", false).write(views);
    Path run = directory.resolve("run");
    assertThatThrownBy(() -> TrainingRun.train(views, run, "--loss=supcon"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--loss: supcon needs labels, but the views have none");
    assertThat(run).doesNotExist();
  }

  /** Returns the loss of the first step. */
  private static double train(Path views, Path run, String loss) throws IOException {
    TrainingPlan plan =
        TinyPlan.of(
            views,
            run,
            "--loss=" + loss,
            "--temperature=" + TEMPERATURE,
            "--batchSize=" + PAIRS,
            "--epochs=1",
            "--precision=fp64",
            "--traceSteps=1");
    TrainStage.run(plan, false, new Problems(), () -> false, Disk.local());
    return TrainingRun.metrics(run).get(0).loss();
  }

  /** Returns the traced images, each [1][SIZE x SIZE], from the bytes that they were. */
  private static double[][][] images(Path npy) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
    double[][][] images = new double[2 * PAIRS][1][SIZE * SIZE];
    for (int i = 0; i < 2 * PAIRS * SIZE * SIZE; i++) {
      images[i / (SIZE * SIZE)][0][i % (SIZE * SIZE)] =
          Math.round(file.getFloat(NPY_HEADER + Float.BYTES * i) * 255) / 255.0;
    }
    return images;
  }

  /** Returns the label of each image, found by its pixels, flipped or not. */
  private static int[] labels(double[][][] images, Path views) throws IOException {
    int[] labels = new int[images.length];
    Arrays.fill(labels, -1);
    try (RandomAccessShards shards = RandomAccessShards.open(views.toString())) {
      for (int record = 0; record < shards.size(); record++) {
        ViewRecord of = shards.read(record);
        for (int i = 0; i < images.length; i++) {
          if (isOf(images[i][0], of)) {
            assertThat(labels[i]).as("only one image has the pixels of view " + i).isEqualTo(-1);
            labels[i] = of.label().orElseThrow();
          }
        }
      }
    }
    assertThat(labels).as("labels of views that no record holds").doesNotContain(-1);
    return labels;
  }

  private static boolean isOf(double[] pixels, ViewRecord record) {
    for (byte[] view : record.views()) {
      boolean same = true;
      boolean flipped = true;
      for (int i = 0; i < view.length; i++) {
        int mirrored = i / SIZE * SIZE + SIZE - 1 - i % SIZE;
        same &= Math.round(pixels[i] * 255) == (view[i] & 0xff);
        flipped &= Math.round(pixels[i] * 255) == (view[mirrored] & 0xff);
      }
      if (same || flipped) {
        return true;
      }
    }
    return false;
  }

  /** Khosla et al. 2020, "out": over each anchor's others of its class, the mean of -log p. */
  private static double supervised(double[][] z, int[] labels) {
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double denominator = 0;
      double near = 0;
      int positives = 0;
      for (int k = 0; k < z.length; k++) {
        if (k != i) {
          double logit = cosine(z[i], z[k]) / TEMPERATURE;
          denominator += Math.exp(logit);
          near += labels[k] == labels[i] ? logit : 0;
          positives += labels[k] == labels[i] ? 1 : 0;
        }
      }
      loss += (Math.log(denominator) - near / positives) / z.length;
    }
    return loss;
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
