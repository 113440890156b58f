package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingRecipesTest {
  private final Map<String, OptionDescription> options = OptionDescription.of(TrainOptions.class);

  static List<String> names() {
    return TrainingRecipes.names();
  }

  private static TrainingRecipe recipe(String name) {
    return TrainingRecipes.named(name).orElseThrow();
  }

  @Test
  void aRecipeIsPrintedOneOptionALine() {
    assertThat(recipe("fashion-mnist").options())
        .startsWith("--recipe=fashion-mnist", "--encoder=resnet-tiny", "--encoderWidth=1")
        .contains("--projectorOutput=64", "--batchSize=256", "--learningRate=0.5", "--reflip=true")
        .hasSize(1 + TrainingRecipe.OPTIONS.size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsPrintedIsWhatTheCommandLineTakes(String name) {
    List<String> arguments = new ArrayList<>(recipe(name).options());
    arguments.add("--views=v");
    arguments.add("--output=o");
    TrainOptions parsed = OptionsParser.parse(TrainOptions.class, arguments);
    assertThat(parsed.getRecipe()).isEqualTo(name);
    assertThat(recipe(name).fill(parsed)).containsAll(TrainingRecipe.OPTIONS);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeSaysWhatItIsFor(String name) {
    assertThat(recipe(name).toString()).startsWith("# ").contains("\n--recipe=" + name + "\n");
    assertThat(recipe(name).notes().get(0)).hasSizeGreaterThan(40);
  }

  @Test
  void publishedRecipesSayWhereTheyDepart() {
    assertThat(recipe("google-cifar10").notes())
        .anyMatch(note -> note.contains("K stored views of 8 bits"));
    assertThat(recipe("fashion-mnist").notes()).noneMatch(note -> note.contains("Departs"));
    assertThat(recipe("simclr-imagenet").toString()).contains("SGD with momentum instead of LARS");
    assertThat(TrainingRecipes.named("nothing-like-it")).isEmpty();
    assertThat(TrainingRecipes.named("defaults")).isEmpty();
  }

  /** Rows R1 to R16 of the published recipes: the values that their sources state. */
  @ParameterizedTest
  @CsvSource({
    "google-imagenet,            resnet50, imagenet, 4096, 100,  lars, 4.8,      1e-4, 10, 0.1",
    "google-imagenet-later,      resnet50, imagenet, 4096, 100,  lars, 4.8,      1e-4, 10, 0.2",
    "google-cifar10,             resnet18, small,    512,  1000, lars, 2,        1e-4, 10, 0.5",
    "google-cifar10-later,       resnet18, small,    512,  1000, lars, 4.525483, 1e-4, 10, 0.2",
    "lightly-imagenet,           resnet50, imagenet, 256,  100,  lars, 1.2,      1e-6, 10, 0.1",
    "lightly-cifar10,            resnet18, small,    128,  200,  sgd,  0.06,     5e-4, 0,  0.5",
    "solo-cifar10,               resnet18, small,    256,  1000, lars, 0.4,      1e-4, 10, 0.2",
    "solo-imagenet100,           resnet18, imagenet, 256,  400,  lars, 0.3,      1e-4, 10, 0.2",
    "dkobak-cifar10,             resnet18, small,    512,  100,  sgd,  0.12,     5e-4, 0,  0.5",
    "dkobak-cifar10-adam,        resnet18, small,    512,  100,  adam, 0.003,    1e-6, 10, 0.5",
    "htdt-cifar10,               resnet18, small,    512,  1000, adam, 0.003,    1e-6, 0,  0.5",
    "atanov-cifar10,             resnet50, small,    1024, 1000, lars, 4,        1e-6, 10, 0.5",
    "supcontrast-cifar10,        resnet50, small,    1024, 1000, sgd,  3.5714286, 1.4e-5, 10, 0.5",
    "vissl-imagenet,             resnet50, imagenet, 4096, 100,  lars, 4.8,      1e-6, 10, 0.1",
    "sthalles-cifar10,           resnet18, imagenet, 256,  200,  adam, 3e-4,     1e-4, 0,  0.07",
    "spijkervet-stl10,           resnet50, imagenet, 128,  100,  adam, 3e-4,     0,    0,  0.5",
    "leftthomas-cifar10,         resnet50, small,    512,  500,  adam, 1e-3,     1e-6, 0,  0.5",
    "stable-pretraining-cifar10, resnet18, small,    256,  1000, lars, 5,        1e-6, 10, 0.5",
  })
  void publishedRecipesHaveTheValuesOfTheirSources(
      String name,
      String encoder,
      String stem,
      int batchSize,
      double epochs,
      String optimizer,
      double learningRate,
      double weightDecay,
      double warmUpEpochs,
      double temperature) {
    TrainOptions filled = filled(name);
    assertThat(filled.getEncoder()).isEqualTo(encoder);
    assertThat(filled.getStem()).isEqualTo(stem);
    assertThat(filled.getBatchSize()).isEqualTo(batchSize);
    assertThat(filled.getEpochs()).isEqualTo(epochs);
    assertThat(filled.getOptimizer()).isEqualTo(optimizer);
    assertThat(filled.getLearningRate()).isEqualTo(learningRate);
    assertThat(filled.getWeightDecay()).isEqualTo(weightDecay);
    assertThat(filled.getWarmUpEpochs()).isEqualTo(warmUpEpochs);
    assertThat(filled.getTemperature()).isEqualTo(temperature);
  }

  @Test
  void ratesThatScaleWithTheRootOfTheBatchAreTheirSourcesFormula() {
    assertThat(filled("google-imagenet").getLearningRate())
        .isEqualTo(0.075 * Math.sqrt(4096), within(1e-12));
    assertThat(filled("google-cifar10-later").getLearningRate())
        .isEqualTo(0.2 * Math.sqrt(512), within(1e-6));
    assertThat(filled("lightly-imagenet").getLearningRate())
        .isEqualTo(0.075 * Math.sqrt(256), within(1e-12));
  }

  @Test
  void theTrustCoefficientOfSmallDataIsNotImagenets() {
    assertThat(filled("solo-imagenet100").getTrustCoefficient()).isEqualTo(0.02);
    assertThat(filled("solo-imagenet100").getClipRate()).isTrue();
    assertThat(filled("google-imagenet").getTrustCoefficient()).isEqualTo(0.001);
    assertThat(filled("google-imagenet").getClipRate()).isFalse();
  }

  @Test
  void twoRecipesDifferInTheOptionsThatAreListed() {
    assertThat(recipe("google-imagenet").differences(recipe("google-imagenet-later")))
        .containsExactly("--temperature=0.1 -> 0.2");
    assertThat(recipe("google-imagenet").differences(recipe("google-imagenet"))).isEmpty();
  }

  @Test
  void aFileOfARecipeIsHeldToItsForm() {
    assertThatThrownBy(() -> RecipeFile.parse("x", "encoder=resnet18\nstem"))
        .hasMessage("must be option=value, once an option, but was: stem (recipe x)");
    assertThatThrownBy(() -> RecipeFile.parse("x", "stem=small\nstem=small"))
        .hasMessageContaining("once an option, but was: stem=small");
    assertThatThrownBy(() -> new TrainingRecipe("x", List.of(), "x", Map.of("stem", "small")))
        .hasMessageContaining("but were: [stem] (recipe x)");
  }

  @Test
  void theOptionNamesTheRecipesThatExist() {
    assertThat(options.get("recipe").oneOf()).isEqualTo(TrainingRecipes.names());
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(options.values()).allSatisfy(o -> assertThat(o.description()).isNotEmpty());
  }

  private static TrainOptions filled(String name) {
    TrainOptions options =
        OptionsParser.parse(TrainOptions.class, List.of("--views=v", "--output=o"));
    recipe(name).fill(options);
    return options;
  }
}
