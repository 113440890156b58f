package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.Baseline;
import io.github.simclrbeam.proto.ConfusionRow;
import io.github.simclrbeam.proto.Counts;
import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.FewLabels;
import io.github.simclrbeam.proto.IntegrityCheck;
import io.github.simclrbeam.proto.Knn;
import io.github.simclrbeam.proto.KnnSetting;
import io.github.simclrbeam.proto.LabelFree;
import io.github.simclrbeam.proto.LinearProbe;
import io.github.simclrbeam.proto.Probed;
import java.util.List;

/** Cards made by hand, so that every word and number of a report is known. */
final class Cards {
  static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private Cards() {}

  /** A card of a run that beats both baselines every time. */
  static EvaluationCard.Builder ahead() {
    EvaluationCard.Builder card = unlabelled();
    card.clearNoProbeReason();
    return card.setLinearProbe(
            LinearProbe.newBuilder()
                .setTop1(0.851)
                .setIntervalLow(0.844)
                .setIntervalHigh(0.858)
                .setProtocol("Multinomial logistic regression by L-BFGS on standardized embeddings")
                .setL2(0.001)
                .setIterations(184)
                .setConverged(true))
        .setKnn(
            Knn.newBuilder()
                .setTop1(0.833)
                .setIntervalLow(0.8255)
                .setIntervalHigh(0.8402)
                .setProtocol("Cosine similarity, votes weighted by exp(similarity / T)")
                .addSettings(KnnSetting.newBuilder().setK(20).setTemperature(0.1).setTop1(0.833))
                .addSettings(KnnSetting.newBuilder().setK(200).setTemperature(0.1).setTop1(0.814)))
        .putBaselines("pixels", baseline(0.827, 0.819, 1, 0.827, 0.827, 784))
        .putBaselines("randomEncoder", baseline(0.773, 0.728, 5, 0.765, 0.781, 128))
        .addFewLabels(few(10, 0.739, 0.708, 0.530))
        .addFewLabels(few(100, 0.814, 0.785, 0.730))
        .addAllLabelNames(CLASSES)
        .addAllConfusion(confusion())
        .setCounts(Counts.newBuilder().setTrain(6000).setTest(10000).setClasses(10));
  }

  /** A card whose raw pixels win with all labels, and are too close with 100 per class. */
  static EvaluationCard.Builder behind() {
    EvaluationCard.Builder card = ahead();
    card.getLinearProbeBuilder().setTop1(0.822).setIntervalLow(0.8145).setIntervalHigh(0.8295);
    return card.clearFewLabels()
        .addFewLabels(few(10, 0.739, 0.708, 0.530))
        .addFewLabels(few(100, 0.788, 0.785, 0.730));
  }

  /** A card of images without labels. */
  static EvaluationCard.Builder unlabelled() {
    return EvaluationCard.newBuilder()
        .setFormatVersion(1)
        .setNoProbeReason("The images have no labels, so there is nothing to predict.")
        .setLabelFree(
            LabelFree.newBuilder()
                .setRankMe(41.3)
                .setAlignment(0.124)
                .setUniformity(-1.87)
                .setDeviation(0.0611)
                .setDimension(128)
                .setVerdict("SPREAD")
                .setRows(10000))
        .addIntegrity(check("encoder-unchanged", true, "digest 3f9a before, 3f9a after"))
        .addIntegrity(check("test-count", true, "10,000 rows, 10,000 in the manifest"))
        .addIntegrity(check("train-test-disjoint", true, "0 of 10,000 test images in train"))
        .setProbed(
            Probed.newBuilder()
                .setLayer("h")
                .setDimension(128)
                .setFeatures("encoder")
                .setEncoder("resnet-tiny")
                .setCheckpointStep(585)
                .setEncoderDigest("3f9a17c0"))
        .setCounts(Counts.newBuilder().setUnlabelled(10000));
  }

  static IntegrityCheck check(String name, boolean pass, String evidence) {
    return IntegrityCheck.newBuilder().setName(name).setPass(pass).setEvidence(evidence).build();
  }

  private static Baseline baseline(
      double top1, double knn, int seeds, double lowest, double highest, int dimension) {
    return Baseline.newBuilder()
        .setTop1(top1)
        .setKnnTop1(knn)
        .setSeeds(seeds)
        .setLowest(lowest)
        .setHighest(highest)
        .setDimension(dimension)
        .build();
  }

  private static FewLabels few(int perClass, double own, double pixels, double random) {
    return FewLabels.newBuilder()
        .setLabelsPerClass(perClass)
        .setDraws(5)
        .putTop1("embeddings", own)
        .putTop1("pixels", pixels)
        .putTop1("randomEncoder", random)
        .putDeviation("embeddings", 0.011)
        .putDeviation("pixels", 0.014)
        .putDeviation("randomEncoder", 0.021)
        .build();
  }

  /** 1,000 images a class; most right, shirts taken for T-shirts most often. */
  private static List<ConfusionRow> confusion() {
    long[][] counts = new long[10][10];
    for (int i = 0; i < 10; i++) {
      counts[i][i] = 1000;
    }
    move(counts, 6, 0, 171);
    move(counts, 6, 2, 98);
    move(counts, 6, 4, 87);
    move(counts, 2, 4, 131);
    move(counts, 4, 2, 118);
    move(counts, 0, 6, 109);
    move(counts, 7, 9, 42);
    move(counts, 5, 7, 38);
    move(counts, 3, 4, 33);
    move(counts, 1, 3, 12);
    move(counts, 8, 0, 9);
    java.util.List<ConfusionRow> rows = new java.util.ArrayList<>();
    for (long[] row : counts) {
      ConfusionRow.Builder builder = ConfusionRow.newBuilder();
      for (long count : row) {
        builder.addPredicted(count);
      }
      rows.add(builder.build());
    }
    return rows;
  }

  private static void move(long[][] counts, int truth, int predicted, long images) {
    counts[truth][truth] -= images;
    counts[truth][predicted] += images;
  }
}
