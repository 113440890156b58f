package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IntegrityChecksTest {
  @Test
  void aSoundEvaluationPassesEveryCheck() {
    EvaluationInput input = Trials.sound().withBaseline("pixels", Trials.pixels());
    List<IntegrityCheck> checks = Evaluation.run(input).card().getIntegrityList();
    assertThat(checks)
        .extracting(IntegrityCheck::getName)
        .containsExactly(
            "provenance",
            "encoder-unchanged",
            "batch-norm-unchanged",
            "layer",
            "last-checkpoint",
            "train-count",
            "test-count",
            "train-test-disjoint",
            "finite",
            "baseline-images",
            "labels-agree",
            "constant-predictor");
    assertThat(checks).allMatch(IntegrityCheck::getPass);
    assertThat(checks).allMatch(check -> !check.getEvidence().isEmpty());
  }

  @Test
  void anImageOfTrainInTestIsNamed() {
    FeatureTable test = Trials.testTable();
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      digests.add(i == 4 ? "sha-train-17" : test.contentDigest(i));
    }
    FeatureTable leaked = withDigests(test, digests);
    assertOnlyFailure(
        Trials.of(Trials.train(), FeatureSet.of(leaked, Trials.manifest(30).build())),
        "train-test-disjoint",
        "1 test images are in train: test/4 (in train: train/17)");
  }

  @Test
  void withoutDigestsEqualRowsGiveALeakAway() {
    FeatureTable train = withDigests(Trials.trainTable(), blanks(60));
    FeatureTable clean = withDigests(Trials.testTable(), blanks(30));
    float[][] rows = new float[30][];
    for (int i = 0; i < 30; i++) {
      rows[i] = i == 8 ? train.row(20) : clean.row(i);
    }
    FeatureTable leaked = new FeatureTable(rows, Clusters.labels(clean), clean.ids(), blanks(30));
    FeatureSet trainSet = FeatureSet.of(train, Trials.manifest(60).build());
    EvaluationInput sound = Trials.of(trainSet, FeatureSet.of(clean, Trials.manifest(30).build()));
    assertThat(failures(sound)).isEmpty();
    assertOnlyFailure(
        Trials.of(trainSet, FeatureSet.of(leaked, Trials.manifest(30).build())),
        "train-test-disjoint",
        "test/8 (in train: train/20)");
  }

  @Test
  void aMovedBatchNormBufferFails() {
    assertOnlyFailure(
        changedTest(Trials.manifest(30).setBatchNormDigestAfter("moved")),
        "batch-norm-unchanged",
        "test: norm-digest before the first image, moved after the last");
  }

  @Test
  void anEncoderThatChangedWhileEmbeddingFails() {
    assertOnlyFailure(
        changedTest(Trials.manifest(30).setEncoderDigestAfter("tuned")),
        "encoder-unchanged",
        "test: encoder-digest before the first image, tuned after the last");
  }

  @Test
  void testEmbeddedByAnotherEncoderFails() {
    assertOnlyFailure(
        changedTest(
            Trials.manifest(30).setEncoderDigestBefore("other").setEncoderDigestAfter("other")),
        "encoder-unchanged",
        "train was embedded by encoder-digest, test by other");
  }

  @Test
  void aBaselineWhoseTestWasEmbeddedByAnotherEncoderFails() {
    FeatureSet train = Trials.train();
    FeatureSet test =
        Trials.test(m -> m.setEncoderDigestBefore("other").setEncoderDigestAfter("other"));
    assertOnlyFailure(
        Trials.sound().withBaseline("randomEncoder", new FeatureSplit(train, test)),
        "encoder-unchanged",
        "randomEncoder: train was embedded by encoder-digest, test by other");
  }

  @Test
  void anEncoderThatIsNotTheRunsFails() {
    assertOnlyFailure(
        Trials.sound().withRun(new RunFacts(500, "the-runs", "")),
        "encoder-unchanged",
        "train was embedded by encoder-digest, the run's checkpoint is the-runs");
  }

  @Test
  void anEncoderWithoutADigestFails() {
    EvaluationInput input =
        EvaluationInput.of(
            Trials.train(),
            Trials.test(m -> m.setEncoderDigestBefore("").setEncoderDigestAfter("")));
    assertOnlyFailure(input, "encoder-unchanged", "test names no digest");
  }

  @Test
  void rowsOfTheProjectorFail() {
    assertOnlyFailure(
        changedTest(Trials.manifest(30).setLayer("z")),
        "layer",
        "test is layer 'z', the representation is 'h'");
  }

  @Test
  void rowsOfAnotherLengthThanTheManifestSaysFail() {
    assertOnlyFailure(
        changedTest(Trials.manifest(30).setDimension(128)), "layer", "the manifest says 128");
  }

  @Test
  void rowsOfAnotherLengthThanTheEncodersFail() {
    EmbeddingManifest.Builder manifest = Trials.manifest(30);
    manifest.getEncoderBuilder().setDimension(512);
    assertOnlyFailure(changedTest(manifest), "layer", "test has dimension 8, the encoder's is 512");
  }

  @Test
  void anEarlierStepThanTheRunsLastFails() {
    EvaluationInput input =
        Trials.of(
            FeatureSet.of(Trials.trainTable(), Trials.manifest(60).setCheckpointStep(300).build()),
            Trials.test(m -> m.setCheckpointStep(300)));
    assertOnlyFailure(input, "last-checkpoint", "train is of step 300, the run's last is 500");
  }

  @Test
  void aMissingTestRowFails() {
    FeatureTable test = Trials.testTable();
    FeatureTable without = test.select(SeededOrder.indices(29));
    assertOnlyFailure(
        Trials.of(Trials.train(), FeatureSet.of(without, Trials.manifest(30).build())),
        "test-count",
        "29 rows were read, the manifest says 30");
  }

  @Test
  void aMissingTrainRowFails() {
    FeatureTable without = Trials.trainTable().select(SeededOrder.indices(59));
    assertOnlyFailure(
        Trials.of(FeatureSet.of(without, Trials.manifest(60).build()), Trials.test()),
        "train-count",
        "59 rows were read, the manifest says 60");
  }

  @Test
  void aRowThatIsThereTwiceInPlaceOfAnotherFails() {
    int[] rows = SeededOrder.indices(30);
    rows[29] = 2;
    FeatureTable twice = Trials.testTable().select(rows);
    assertOnlyFailure(
        Trials.of(Trials.train(), FeatureSet.of(twice, Trials.manifest(30).build())),
        "test-count",
        "rows that are there twice: test/2");
  }

  @Test
  void anImageThatIsNeitherRowNorDeadLetterFails() {
    assertOnlyFailure(
        changedTest(Trials.manifest(30).setImagesSeen(33)),
        "test-count",
        "33 images were seen, but rows and dead letters are 30 + 2");
  }

  @Test
  void rowsOfViewsFail() {
    assertOnlyFailure(
        changedTest(Trials.manifest(30).setRow("view")), "test-count", "the rows are of views");
  }

  @Test
  void aNumberThatIsNotFiniteFails() {
    FeatureTable test = Trials.testTable();
    test.row(3)[1] = Float.NaN;
    test.row(9)[0] = Float.POSITIVE_INFINITY;
    assertOnlyFailure(
        Trials.of(Trials.train(), FeatureSet.of(test, Trials.manifest(30).build())),
        "finite",
        "2 rows of test are not finite: test/3, test/9");
  }

  @Test
  void aBaselineWithoutSomeOfTheImagesFailsAndIsLeftOut() {
    FeatureSplit pixels = Trials.pixels();
    FeatureSplit lacking =
        new FeatureSplit(
            pixels.train(),
            FeatureSet.of(
                pixels.test().table().select(SeededOrder.indices(28)),
                pixels.test().manifest().orElseThrow()));
    EvaluationInput input = Trials.sound().withBaseline("pixels", lacking);
    assertOnlyFailure(
        input, "baseline-images", "pixels test lacks 2 of the images", "test/28, test/29");
    assertThat(Evaluation.run(input).card().getBaselinesMap()).isEmpty();
  }

  @Test
  void aBaselineOfOtherImagesUnderTheSameIdsFails() {
    FeatureSplit pixels = Trials.pixels();
    FeatureTable test = pixels.test().table();
    float[][] rows = new float[test.size()][];
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = test.row(i);
      digests.add(i == 7 ? "another image's" : test.contentDigest(i));
    }
    FeatureTable other = new FeatureTable(rows, Clusters.labels(test), test.ids(), digests);
    assertOnlyFailure(
        Trials.sound()
            .withBaseline("pixels", new FeatureSplit(pixels.train(), Trials.pixelSet(other))),
        "baseline-images",
        "pixels test has 1 other images under the same ids: test/7");
  }

  @Test
  void rowsOfUnknownMakingFail() {
    EvaluationInput input =
        EvaluationInput.of(Trials.train(), FeatureSet.of(Trials.testTable(), Trials.NAMES));
    assertOnlyFailure(input, "provenance", "test has no manifest");
  }

  @Test
  void aClassThatTrainNeverSawFails() {
    FeatureSet train =
        FeatureSet.of(
            Clusters.table(
                "train",
                rows(Trials.trainTable()),
                twoClasses(Clusters.labels(Trials.trainTable()))),
            Trials.manifest(60).build());
    assertOnlyFailure(
        Trials.of(train, Trials.test()),
        "labels-agree",
        "train has no image of these classes of test: coat");
  }

  @Test
  void namesOnOneSideAloneFailButLabelsAreTakenByNumber() {
    EvaluationInput input = changedTest(Trials.manifest(30).clearLabelNames());
    assertOnlyFailure(input, "labels-agree", "only train names its labels");
    assertThat(Evaluation.run(input).card().getLinearProbe().getTop1()).isEqualTo(1);
  }

  @Test
  void namesInAnotherOrderPassAndSaySo() {
    EvaluationInput input = shuffledNames();
    assertThat(failures(input)).isEmpty();
    assertThat(check(input, "labels-agree").getEvidence()).contains("mapped by name");
  }

  @Test
  void anAnswerThatIsAlwaysTheSameFails() {
    FeatureTable train = Clusters.scaled(Trials.trainTable(), 0);
    FeatureTable test = Clusters.scaled(Trials.testTable(), 0);
    EvaluationInput input =
        Trials.of(
            FeatureSet.of(train, Trials.manifest(60).build()),
            FeatureSet.of(test, Trials.manifest(30).build()));
    assertOnlyFailure(
        input, "constant-predictor", "the probe's 0.3333 is not above the constant answer's");
  }

  /** Test exported from a folder whose classes come in another order. */
  static EvaluationInput shuffledNames() {
    FeatureTable test = Trials.testTable();
    int[] labels = Clusters.labels(test);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (labels[i] + 1) % 3;
    }
    return Trials.of(
        Trials.train(),
        FeatureSet.of(
            Clusters.table("test", rows(test), labels),
            Trials.manifest(30)
                .clearLabelNames()
                .addAllLabelNames(List.of("coat", "bag", "boot"))
                .build()));
  }

  private static EvaluationInput changedTest(EmbeddingManifest.Builder manifest) {
    return Trials.of(Trials.train(), FeatureSet.of(Trials.testTable(), manifest.build()));
  }

  private static void assertOnlyFailure(EvaluationInput input, String name, String... evidence) {
    List<IntegrityCheck> failed = failures(input);
    assertThat(failed).extracting(IntegrityCheck::getName).containsExactly(name);
    assertThat(failed.get(0).getEvidence()).contains(evidence);
  }

  private static List<IntegrityCheck> failures(EvaluationInput input) {
    return Evaluation.run(input).card().getIntegrityList().stream()
        .filter(check -> !check.getPass())
        .toList();
  }

  private static IntegrityCheck check(EvaluationInput input, String name) {
    return Evaluation.run(input).card().getIntegrityList().stream()
        .filter(check -> check.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static FeatureTable withDigests(FeatureTable table, List<String> digests) {
    return new FeatureTable(rows(table), Clusters.labels(table), table.ids(), digests);
  }

  private static float[][] rows(FeatureTable table) {
    float[][] rows = new float[table.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.row(i);
    }
    return rows;
  }

  private static List<String> blanks(int count) {
    return Collections.nCopies(count, "");
  }

  private static int[] twoClasses(int[] labels) {
    int[] fewer = labels.clone();
    for (int i = 0; i < fewer.length; i++) {
      fewer[i] = Math.min(fewer[i], 1);
    }
    return fewer;
  }
}
