package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingPlansTest {
  @TempDir Path directory;
  private Path views;

  @BeforeEach
  void writeViews() throws IOException {
    views = directory.resolve("views");
    SyntheticShards.standard().write(views);
  }

  private TrainingPlan plan(String... given) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(given));
    if (Stream.of(given).noneMatch(argument -> argument.startsWith("--views"))) {
      arguments.add("--views=" + views);
    }
    arguments.add("--output=" + directory.resolve("run"));
    return TrainingPlans.of(OptionsParser.parse(TrainOptions.class, arguments));
  }

  @Test
  void malformedOptionsDoNotHideWhatIsWrongWithViewsAndOutput() throws IOException {
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    Files.writeString(theirs.resolve("thesis.txt"), "do not lose me");
    for (String which : List.of("--views=/nowhere", "--vews=" + views)) {
      Problems problems = new Problems();
      TrainOptions options =
          OptionsParser.parse(
              TrainOptions.class, List.of(which, "--batchSize=-1", "--output=" + theirs), problems);
      assertThatThrownBy(() -> TrainStage.run(options, problems, () -> false))
          .hasMessageContaining("--views: ")
          .hasMessageContaining("--batchSize: must be from 2")
          .hasMessageContaining("--output: must be new, empty");
    }
  }

  static Stream<Arguments> wrongOptions() {
    return Stream.of(
        Arguments.of("--batchSize=41", "--batchSize: must be at most the 40 images of"),
        Arguments.of("--batchSize=41", "but was: 41"),
        Arguments.of("--batchSize=1", "--batchSize: must be from 2 to 65536, but was: 1"),
        Arguments.of("--encoder=resnet81", "--encoder: must be one of resnet-tiny, resnet18"),
        Arguments.of("--stem=tall", "--stem: must be one of small, imagenet"),
        Arguments.of("--recipe=fashion-mist", "did you mean fashion-mnist?"),
        Arguments.of("--optimizer=larz", "--optimizer: must be one of sgd, adam, adamw, lars"),
        Arguments.of("--optimizer=larz", "did you mean lars?"),
        Arguments.of("--decayed=wait", "--decayed: must be all, or some of weight,bias"),
        Arguments.of("--milestones=3,2", "--milestones: must be ascending epochs"),
        Arguments.of("--schedule=steps", "--milestones: must be given with --schedule=steps"),
        Arguments.of("--lowestTemperature=1", "--lowestTemperature: must be at most the temp"),
        Arguments.of("--temperature=0", "--temperature: must be from 0.001 to 100, but was: 0"),
        Arguments.of("--epochs=-1", "--epochs: must be from"),
        Arguments.of("--maxSteps=0", "--maxSteps: must be at least 1, but was: 0"),
        Arguments.of("--learningRate=NaN", "--learningRate: must be"),
        Arguments.of("--projectorLayers=5", "--projectorLayers: must be from 1 to 4, but was: 5"),
        Arguments.of("--warmUpEpochs=6", "--warmUpEpochs: must be at most the 5 epochs"),
        Arguments.of("--initialWeights=/none", "--initialWeights: there is no file /none"),
        Arguments.of("--initialWeights=nowhere://w", "--initialWeights: nowhere://w is at"),
        Arguments.of("--views=/nowhere", "--views: /nowhere/manifest.json is missing"),
        Arguments.of("--bachSize=8", "--bachSize: is unknown; did you mean batchSize?"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongOptions")
  void aWrongOptionIsNamedWithItsValueAndRange(String option, String message) {
    assertThatThrownBy(() -> plan(option))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining(message);
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(
            () -> plan("--batchSize=100", "--warmUpEpochs=9", "--resume=true", "--overwrite=true"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--batchSize")
        .hasMessageContaining("--warmUpEpochs")
        .hasMessageContaining("--resume");
  }

  @Test
  void oneViewOfEachImageIsRefused() throws IOException {
    Path single = directory.resolve("single");
    new SyntheticShards(10, 1, 8, 1, "raw", true).write(single);
    assertThatThrownBy(() -> plan("--views=" + single))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--views: must hold at least 2 views of each image, but was: 1");
  }

  @Test
  void aMissingShardIsNamedBeforeAnythingStarts() throws IOException {
    Files.delete(views.resolve("patterns-train.tfrecord-00001-of-00002"));
    assertThatThrownBy(this::plan)
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--views: the manifest names a file that is missing")
        .hasMessageContaining("patterns-train.tfrecord-00001-of-00002");
  }

  @Test
  void viewsWhoseRecipeTrainsNothingNeedARecipe() throws IOException {
    Path plain = directory.resolve("plain");
    new SyntheticShards(10, 2, 8, 1, "raw", true).withRecipe("none").write(plain);
    assertThatThrownBy(() -> plan("--views=" + plain))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--recipe: must be one of fashion-mnist, photographs")
        .hasMessageContaining("'none'");
    assertThat(plan("--views=" + plain, "--recipe=photographs").configuration().getRecipe())
        .isEqualTo("photographs");
  }

  @Test
  void theRunMayNotReplaceItsViews() {
    TrainOptions options = TrainingRun.options(views, directory, "--overwrite=true");
    assertThatThrownBy(() -> TrainingPlans.of(options))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("--output: must be another directory than --views");
  }

  @Test
  void valuesAreTheRecipesUnlessGiven() throws IOException {
    TrainingConfiguration configuration =
        plan("--batchSize=16", "--temperature=0.5").configuration();
    assertThat(configuration.getRecipe()).isEqualTo("fashion-mnist");
    assertThat(configuration.getEncoder().getName()).isEqualTo("resnet-tiny");
    assertThat(configuration.getEncoder().getWidthsList()).containsExactly(16, 48, 128);
    assertThat(configuration.getEncoder().getChannels()).isEqualTo(1);
    assertThat(configuration.getProjector().getHidden()).isEqualTo(128);
    assertThat(configuration.getProjector().getOutput()).isEqualTo(64);
    assertThat(configuration.getPreprocessing().getImageSize()).isEqualTo(12);
    assertThat(configuration.getBatchSize()).isEqualTo(16);
    assertThat(configuration.getLoss().getTemperature()).isEqualTo(0.5);
    assertThat(configuration.getOptimizer().getMomentum()).isEqualTo(0.9);
    assertThat(configuration.getViewsDigest()).hasSize(64);
  }

  @Test
  void theRecipesBatchShrinksToTheImagesAndTheLearningRateWithIt() throws IOException {
    TrainingPlan plan = plan();
    assertThat(plan.configuration().getBatchSize()).isEqualTo(40);
    assertThat(plan.configuration().getLearningRate()).isEqualTo(0.5 * 40 / 256);
    assertThat(plan.notices())
        .containsExactly(
            "batch of 40 pairs instead of the recipe's 256: there are only 40 images",
            "learning rate 0.078125: the recipe's 0.5 for 256 pairs, scaled to 40");
  }

  @Test
  void stepsFollowFromEpochsImagesAndBatch() throws IOException {
    TrainingPlan plan = plan("--batchSize=16", "--epochs=2.5", "--warmUpEpochs=0.5");
    assertThat(plan.batches().stepsPerEpoch()).isEqualTo(2);
    assertThat(plan.totalSteps()).isEqualTo(5);
    assertThat(plan.warmUpSteps()).isEqualTo(1);
    assertThat(plan.endStep()).isEqualTo(5);
    assertThat(plan.checkpointEverySteps()).isEqualTo(2);
    assertThat(plan("--batchSize=16", "--maxSteps=3").endStep()).isEqualTo(3);
    assertThat(plan("--batchSize=16", "--maxSteps=300").endStep()).isEqualTo(10);
  }

  @Test
  void whatDoesNotChangeTheNumbersDoesNotNameTheRun() throws IOException {
    assertThat(
            plan("--maxSteps=1", "--traceSteps=1", "--checkpointEverySteps=1", "--threads=2")
                .identity())
        .isEqualTo(plan().identity());
    assertThat(plan("--seed=1").identity()).isNotEqualTo(plan().identity());
  }
}
