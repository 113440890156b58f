package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.Baseline;
import io.github.simclrbeam.proto.EvaluationCard;
import io.github.simclrbeam.proto.FewLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvaluationTest {
  @Test
  void aCardHoldsEveryFigure() {
    List<String> said = new ArrayList<>();
    EvaluationInput input = full().withProgress(said::add);
    EvaluationResult result = Evaluation.run(input);
    EvaluationCard card = result.card();
    assertThat(card.getFormatVersion()).isEqualTo(1);
    assertThat(card.getLinearProbe().getTop1()).isGreaterThan(0.9);
    assertThat(card.getLinearProbe().getConverged()).isTrue();
    assertThat(card.getLinearProbe().getL2()).isPositive();
    assertThat(card.getLinearProbe().getIntervalLow())
        .isLessThanOrEqualTo(card.getLinearProbe().getTop1());
    assertThat(card.getLinearProbe().getProtocol()).contains("L-BFGS", "last value");
    assertThat(card.getKnn().getTop1()).isEqualTo(card.getKnn().getSettings(0).getTop1());
    assertThat(card.getKnn().getSettingsList())
        .extracting(setting -> setting.getK() + " " + setting.getRows())
        .containsExactly("20 standardized", "200 standardized", "20 raw", "200 raw");
    assertThat(card.getLabelFree().getRows()).isEqualTo(30);
    assertThat(card.getLabelNamesList()).isEqualTo(Trials.NAMES);
    assertThat(card.getConfusionCount()).isEqualTo(3);
    assertThat(card.getCounts().getTrain()).isEqualTo(60);
    assertThat(card.getCounts().getDeadLetters()).isEqualTo(4);
    assertThat(card.getProbed().getLayer()).isEqualTo("h");
    assertThat(card.getProbed().getCheckpointStep()).isEqualTo(500);
    assertThat(card.getNoProbeReason()).isEmpty();
    assertThat(said).contains("probing pixels: 60 train and 30 test images, 5 features");
  }

  @Test
  void baselinesOfSeveralSeedsAreMeansWithTheirRange() {
    EvaluationCard card = Evaluation.run(full()).card();
    Baseline random = card.getBaselinesOrThrow("randomEncoder");
    assertThat(random.getSeeds()).isEqualTo(3);
    assertThat(random.getDimension()).isEqualTo(6);
    assertThat(random.getTop1()).isBetween(random.getLowest(), random.getHighest());
    double sum = 0;
    for (long seed = 1; seed <= 3; seed++) {
      EvaluationInput one = Trials.sound().withBaseline("one", Trials.untrained(seed));
      sum += Evaluation.run(one).card().getBaselinesOrThrow("one").getTop1();
    }
    assertThat(random.getTop1()).isEqualTo(sum / 3, within(1e-12));
    assertThat(card.getBaselinesOrThrow("pixels").getSeeds()).isEqualTo(1);
  }

  @Test
  void fewLabelsNameEveryFeatureSet() {
    FewLabels few = Evaluation.run(full()).card().getFewLabels(0);
    assertThat(few.getLabelsPerClass()).isEqualTo(5);
    assertThat(few.getDraws()).isEqualTo(2);
    assertThat(few.getTop1Map()).containsOnlyKeys("embeddings", "pixels", "randomEncoder");
    assertThat(few.getDeviationMap()).containsOnlyKeys("embeddings", "pixels", "randomEncoder");
  }

  @Test
  void equalFeaturesUnderAnotherNameHaveEqualFigures() {
    EvaluationInput input = Trials.sound();
    EvaluationCard card =
        Evaluation.run(
                input.withBaseline("same", new FeatureSplit(input.train(), input.test().get())))
            .card();
    Baseline same = card.getBaselinesOrThrow("same");
    assertThat(same.getTop1()).isEqualTo(card.getLinearProbe().getTop1());
    assertThat(same.getKnnTop1()).isEqualTo(card.getKnn().getTop1());
    assertThat(card.getFewLabels(0).getTop1OrThrow("same"))
        .isEqualTo(card.getFewLabels(0).getTop1OrThrow("embeddings"));
  }

  @Test
  void theOrderOfABaselinesRowsDoesNotMatter() {
    FeatureSplit split = Trials.pixels();
    int[] backwards = new int[60];
    for (int i = 0; i < 60; i++) {
      backwards[i] = 59 - i;
    }
    FeatureSplit turned =
        new FeatureSplit(
            FeatureSet.of(
                split.train().table().select(backwards), split.train().manifest().orElseThrow()),
            split.test());
    assertThat(Evaluation.run(Trials.sound().withBaseline("pixels", turned)).card())
        .isEqualTo(Evaluation.run(Trials.sound().withBaseline("pixels", split)).card());
  }

  @Test
  void twoRunsAreEqual() {
    assertThat(Evaluation.run(full())).isEqualTo(Evaluation.run(full()));
  }

  @Test
  void labelsInAnotherOrderGiveTheSameFigures() {
    EvaluationCard shuffled = Evaluation.run(IntegrityChecksTest.shuffledNames()).card();
    EvaluationCard sound = Evaluation.run(Trials.sound()).card();
    assertThat(shuffled.getLinearProbe()).isEqualTo(sound.getLinearProbe());
    assertThat(shuffled.getKnn()).isEqualTo(sound.getKnn());
    assertThat(shuffled.getConfusionList()).isEqualTo(sound.getConfusionList());
  }

  @Test
  void testOfTwoClassesIsJudgedAmongAllOfTrain() {
    FeatureTable train = Clusters.of("train", 200, 10, 12, 0.5, 3);
    FeatureTable all = Clusters.of("test", 100, 10, 12, 0.5, 3);
    int[] rows = IntStream.range(0, 100).filter(i -> i % 10 == 7 || i % 10 == 9).toArray();
    EvaluationCard card =
        Evaluation.run(
                EvaluationInput.of(
                    FeatureSet.of(train, List.of()), FeatureSet.of(all.select(rows), List.of())))
            .card();
    assertThat(card.getCounts().getClasses()).isEqualTo(10);
    assertThat(card.getConfusionCount()).isEqualTo(10);
    assertThat(card.getLinearProbe().getTop1()).isEqualTo(1);
    assertThat(card.getKnn().getTop1()).isEqualTo(1);
  }

  @Test
  void withoutLabelsThereIsNoProbeButAReason() {
    FeatureTable train = unlabelled(Trials.trainTable());
    EvaluationResult result =
        Evaluation.run(EvaluationInput.of(FeatureSet.of(train, Trials.manifest(60).build())));
    assertThat(result.card().getNoProbeReason()).isEqualTo("the train images have no labels");
    assertThat(result.card().hasLinearProbe()).isFalse();
    assertThat(result.card().hasKnn()).isFalse();
    assertThat(result.card().getLabelFree().getVerdict()).isEqualTo(LabelFree.SPREAD);
    assertThat(result.card().getCounts().getUnlabelled()).isEqualTo(60);
    assertThat(result.map()).hasSize(60);
    assertThat(result.neighbours()).hasSize(10);
    assertThat(result.neighbours())
        .allSatisfy(
            each ->
                assertThat(each.neighbours())
                    .hasSize(8)
                    .noneMatch(neighbour -> neighbour.id().equals(each.id())));
  }

  @Test
  void missingTestLabelsAreNoPerfectScore() {
    FeatureSet test = FeatureSet.of(unlabelled(Trials.testTable()), Trials.manifest(30).build());
    EvaluationCard card = Evaluation.run(Trials.of(Trials.train(), test)).card();
    assertThat(card.getNoProbeReason()).isEqualTo("the test images have no labels");
    assertThat(card.hasLinearProbe()).isFalse();
  }

  @Test
  void trainAloneHasNoProbe() {
    EvaluationCard card = Evaluation.run(EvaluationInput.of(Trials.train())).card();
    assertThat(card.getNoProbeReason()).isEqualTo("no test images were given");
  }

  @Test
  void oneImageIsEnoughForACard() {
    FeatureTable one = Trials.trainTable().select(new int[] {0});
    EvaluationResult result = Evaluation.run(EvaluationInput.of(FeatureSet.of(one, Trials.NAMES)));
    assertThat(result.map()).hasSize(1);
    assertThat(result.neighbours()).isEmpty();
  }

  @Test
  void numbersThatAreNotFiniteGiveNoFigureAtAll() {
    FeatureTable test = Trials.testTable();
    test.row(0)[0] = Float.NaN;
    EvaluationResult result =
        Evaluation.run(Trials.of(Trials.train(), FeatureSet.of(test, Trials.manifest(30).build())));
    assertThat(result.card().getNoProbeReason())
        .isEqualTo("0 train and 1 test rows hold NaN or infinite numbers");
    assertThat(result.card().hasLabelFree()).isFalse();
    assertThat(result.map()).isEmpty();
  }

  @Test
  void partlyLabelledImagesCountWhereTheyHaveALabel() {
    FeatureTable test = Trials.testTable();
    int[] labels = Clusters.labels(test);
    labels[0] = FeatureTable.UNLABELLED;
    float[][] rows = new float[30][];
    for (int i = 0; i < 30; i++) {
      rows[i] = test.row(i);
    }
    EvaluationResult result =
        Evaluation.run(
            Trials.of(
                Trials.train(),
                FeatureSet.of(Clusters.table("test", rows, labels), Trials.manifest(30).build())));
    assertThat(result.predictions()).hasSize(29);
    assertThat(result.card().getCounts().getUnlabelled()).isEqualTo(1);
    assertThat(result.card().getIntegrityList()).allMatch(check -> check.getPass());
  }

  @Test
  void predictionsMapAndNeighboursSpeakOfTestImages() {
    EvaluationResult result = Evaluation.run(Trials.sound());
    assertThat(result.predictions())
        .extracting(TestPrediction::id)
        .isEqualTo(Trials.testTable().ids());
    assertThat(result.map()).hasSize(30).allMatch(point -> point.id().startsWith("test/"));
    assertThat(result.mapMethod()).contains("t-SNE");
    assertThat(result.neighbours()).hasSize(4);
    assertThat(result.neighbours())
        .allSatisfy(
            each -> {
              assertThat(each.id()).startsWith("test/");
              assertThat(each.neighbours()).hasSize(3);
              assertThat(each.neighbours()).allMatch(found -> found.id().startsWith("train/"));
            });
    assertThat(result.neighbours().stream().map(ImageNeighbours::label).limit(3))
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void viewsGiveAnAlignment() {
    FeatureTable table = Trials.trainTable();
    List<String> ids = new ArrayList<>();
    float[][] rows = new float[60][];
    for (int i = 0; i < 60; i++) {
      ids.add("image " + i / 2 + "#" + i % 2);
      rows[i] = table.row(i);
    }
    FeatureTable views = new FeatureTable(rows, Clusters.labels(table), ids, ids);
    EvaluationCard card = Evaluation.run(Trials.sound().withViewEmbeddings(views)).card();
    assertThat(card.getLabelFree().getAlignment()).isBetween(0.0, 4.0);
    assertThat(Evaluation.run(Trials.sound()).card().getLabelFree().hasAlignment()).isFalse();
  }

  @Test
  void sidesOfDifferentDimensionAreRefused() {
    FeatureSet test = FeatureSet.of(Clusters.of("test", 6, 3, 9, 1, 1), Trials.NAMES);
    assertThatThrownBy(() -> Evaluation.run(EvaluationInput.of(Trials.train(), test)))
        .hasMessage(
            "features of a test row must be as many as of a train row (8), but was: 9"
                + " (embeddings)");
  }

  private static EvaluationInput full() {
    return Trials.sound()
        .withBaseline("pixels", Trials.pixels())
        .withBaseline("randomEncoder", Trials.untrained(1))
        .withBaseline("randomEncoder", Trials.untrained(2))
        .withBaseline("randomEncoder", Trials.untrained(3));
  }

  private static FeatureTable unlabelled(FeatureTable table) {
    float[][] rows = new float[table.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.row(i);
    }
    return Clusters.unlabelled("x", rows);
  }
}
