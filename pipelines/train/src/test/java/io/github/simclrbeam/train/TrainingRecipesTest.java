package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.OptionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainingRecipesTest {
  private final Map<String, OptionDescription> options = OptionDescription.of(TrainOptions.class);

  @Test
  void aRecipeIsPrintedOneOptionALine() {
    assertThat(TrainingRecipes.named("fashion-mnist").orElseThrow().options())
        .containsExactly(
            "--recipe=fashion-mnist",
            "--encoder=resnet-tiny",
            "--stem=small",
            "--projectorLayers=2",
            "--projectorHidden=0",
            "--projectorOutput=64",
            "--projectorBatchNorm=true",
            "--batchSize=256",
            "--epochs=5",
            "--temperature=0.2",
            "--optimizer=sgd",
            "--learningRate=0.5",
            "--momentum=0.9",
            "--weightDecay=0.0001",
            "--warmUpEpochs=1",
            "--reflip=true");
  }

  @Test
  void whatIsPrintedIsWhatTheCommandLineTakes() {
    for (String name : TrainingRecipes.names()) {
      List<String> arguments = new ArrayList<>(TrainingRecipes.named(name).orElseThrow().options());
      arguments.add("--views=v");
      arguments.add("--output=o");
      TrainOptions parsed =
          io.github.simclrbeam.options.OptionsParser.parse(TrainOptions.class, arguments);
      assertThat(parsed.getRecipe()).isEqualTo(name);
    }
  }

  @Test
  void theOptionNamesTheRecipesThatExist() {
    assertThat(options.get("recipe").oneOf()).isEqualTo(TrainingRecipes.names());
  }

  @Test
  void everyRecipeSaysWhatItIsFor() {
    for (String name : TrainingRecipes.names()) {
      assertThat(TrainingRecipes.named(name).orElseThrow().toString())
          .startsWith("# ")
          .contains("--");
    }
    assertThat(TrainingRecipes.named("simclr-imagenet").orElseThrow().note())
        .contains("SGD with momentum instead of LARS");
    assertThat(TrainingRecipes.named("nothing-like-it")).isEmpty();
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(options.values()).allSatisfy(o -> assertThat(o.description()).isNotEmpty());
  }
}
