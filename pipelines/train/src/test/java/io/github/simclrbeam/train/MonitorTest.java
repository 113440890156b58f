package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.FrozenEncoder;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.proto.Preprocessing;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MonitorTest {
  private static final int VIEW_BYTES = 12 * 12;

  @TempDir Path directory;

  /** The pixels themselves. */
  private static float[][] pixels(byte[] nhwc, int count) {
    float[][] rows = new float[count][VIEW_BYTES];
    for (int i = 0; i < nhwc.length; i++) {
      rows[i / VIEW_BYTES][i % VIEW_BYTES] = nhwc[i] & 0xff;
    }
    return rows;
  }

  private MonitorViews views(SyntheticShards shards, int mostImages) throws IOException {
    shards.write(directory.resolve("views"));
    return MonitorViews.open(directory.resolve("views").toString(), mostImages);
  }

  private MonitorResult look(Features encoder) throws IOException {
    try (MonitorViews views = views(SyntheticShards.standard(), 1000)) {
      return new Monitor(views).look(encoder, 10, 2).result();
    }
  }

  @Test
  void figuresAreThoseOfEvaluationAndViewsOfAnImageLieTogether() throws IOException {
    MonitorResult result = look(MonitorTest::pixels);
    assertThat(result.health().good()).isTrue();
    assertThat(result.images()).isEqualTo(40);
    assertThat(result.numbers().keySet())
        .containsExactly("knnTop1", "rankMe", "spread", "uniformity", "alignment");
    // Two views are the same pattern with other noise; patterns of other images are unrelated.
    assertThat(result.numbers().get("alignment")).isBetween(1e-6, 0.02);
    assertThat(result.line())
        .startsWith("{\"step\":10,\"epoch\":2,\"images\":40,\"dimension\":144,\"knnTop1\":")
        .endsWith(
            ",\"knnImages\":40,\"knnProtocol\":\"k=20, cosine, T=0.07, leave-one-out\""
                + ",\"verdict\":\"HEALTHY\"}");
    assertThat(result.toString())
        .startsWith("monitor, epoch 2: healthy; kNN top-1 ")
        .contains(" (k=20, cosine, T=0.07, leave-one-out over 40 images), RankMe ")
        .contains(" of 144, spread ");
  }

  @Test
  void equalFeaturesAreCollapse() throws IOException {
    MonitorResult result =
        look(
            (nhwc, count) -> {
              float[][] rows = new float[count][64];
              for (float[] row : rows) {
                Arrays.fill(row, 0.7f);
              }
              return rows;
            });
    assertThat(result.numbers().get("rankMe")).isEqualTo(1, within(1e-6));
    assertThat(result.numbers().get("spread")).isEqualTo(0, within(1e-6));
    assertThat(result.health().verdict()).isEqualTo(Health.Verdict.COLLAPSED);
    assertThat(result.line()).endsWith("\"verdict\":\"COLLAPSED\"}");
    assertThat(result.toString())
        .startsWith(
            "monitor, epoch 2: COLLAPSED: all images have nearly the same features, up to one"
                + " direction (spread 0.0000); ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-tiny", "resnet18"})
  void randomWeightsAreHealthy(String encoder) throws IOException {
    Preprocessing preprocessing =
        Preprocessing.newBuilder().setImageSize(12).setChannels(1).build();
    try (FrozenEncoder untrained =
            FrozenEncoder.untrained(
                EncoderArchitectures.of(encoder, "small", 1), preprocessing, 5);
        FrozenEncoder.Session session = untrained.session()) {
      MonitorResult result = look(session::embed);
      assertThat(result.toString()).startsWith("monitor, epoch 2: healthy");
    }
  }

  @Test
  void trainedWeightsAreHealthyAndUnchangedByTheLook() throws IOException {
    SyntheticShards.standard().write(directory.resolve("views"));
    Path run = directory.resolve("run");
    TrainingRun.train(directory.resolve("views"), run, "--epochs=4");
    try (FrozenEncoder trained =
            FrozenEncoder.load(run.resolve("checkpoints/step-00000020").toString());
        FrozenEncoder.Session session = trained.session()) {
      String before = trained.digest();
      MonitorResult result = look(session::embed);
      assertThat(result.toString()).startsWith("monitor, epoch 2: healthy");
      assertThat(trained.digest()).isEqualTo(before);
      assertThat(look(session::embed).line()).isEqualTo(result.line());
    }
  }

  @Test
  void featuresThatAreNotFiniteAreSaidAndStopNothing() throws IOException {
    MonitorResult result =
        look(
            (nhwc, count) -> {
              float[][] rows = pixels(nhwc, count);
              rows[0][3] = Float.POSITIVE_INFINITY;
              return rows;
            });
    assertThat(result.line())
        .isEqualTo("{\"step\":10,\"epoch\":2,\"images\":40,\"verdict\":\"NOT_FINITE\"}");
    assertThat(result).hasToString("monitor, epoch 2: NOT_FINITE: some features are not finite");
  }

  @Test
  void oneViewWithoutLabelsHasNeitherAlignmentNorKnn() throws IOException {
    try (MonitorViews views = views(new SyntheticShards(20, 1, 12, 1, "png", false), 1000)) {
      MonitorResult result = new Monitor(views).look(MonitorTest::pixels, 5, 1).result();
      assertThat(result.numbers().keySet()).containsExactly("rankMe", "spread", "uniformity");
      assertThat(result.line()).doesNotContain("knn").doesNotContain("alignment");
    }
  }

  @Test
  void theFirstImagesAreReadInBatchesThatAreNeverTooLarge() throws IOException {
    List<Integer> counts = new ArrayList<>();
    try (MonitorViews views = views(new SyntheticShards(150, 2, 12, 1, "raw", true), 130)) {
      new Monitor(views)
          .look(
              (nhwc, count) -> {
                counts.add(count);
                return pixels(nhwc, count);
              },
              5,
              1);
      assertThat(views.images()).isEqualTo(130);
    }
    assertThat(counts).containsExactly(64, 64, 2, 64, 64, 2);
  }

  @Test
  void theProjectorsFilesAreWritten() throws IOException {
    Path events = directory.resolve("events");
    try (MonitorViews views = views(SyntheticShards.standard(), 10)) {
      new Monitor(views)
          .look(MonitorTest::pixels, 5, 1)
          .writeProjector(views, events.toString(), Disk.local());
    }
    assertThat(Files.readAllLines(events.resolve("features.tsv"))).hasSize(10);
    assertThat(Files.readAllLines(events.resolve("metadata.tsv")))
        .hasSize(11)
        .startsWith("label\tid", "class-0\tclass-0/image-000");
    assertThat(events.resolve("projector_config.pbtxt")).exists();
  }

  @Test
  void viewsThatDoNotFitTheEncoderAreNamed() throws IOException {
    ShardManifest manifest = SyntheticShards.standard().write(directory);
    assertThat(MonitorViews.problem(manifest, 12, 1)).isEmpty();
    assertThat(MonitorViews.problem(manifest, 32, 3))
        .hasValue(
            "must hold views of 32x32x3, as those that are trained on, but holds views of 12x12x1");
    assertThatThrownBy(() -> MonitorViews.open(directory.toString(), 1))
        .hasMessage("images to monitor must be at least 2, but were: 1 of the 40 of " + directory);
  }

  @Test
  void looksAreEverySoManyEpochsAndWhereTheScheduleEnds() {
    MonitorSchedule schedule = new MonitorSchedule(2, 5, 23);
    assertThat(LongStream.rangeClosed(0, 23).filter(schedule::due)).containsExactly(10L, 20L, 23L);
    assertThat(LongStream.rangeClosed(1, 30).filter(schedule::fits))
        .as("steps between checkpoints that are looked at as often as can be")
        .containsExactly(1L, 2L, 5L, 10L, 20L, 30L);
    assertThatThrownBy(() -> new MonitorSchedule(0, 5, 23))
        .hasMessage("epochs between looks must be at least 1, but was: 0");
  }
}
