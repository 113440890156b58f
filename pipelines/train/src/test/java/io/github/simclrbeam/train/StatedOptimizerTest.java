package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which optimizer trains, and with which numbers, is never hidden. */
final class StatedOptimizerTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "google     | google's variant, trust coefficient (eta) 0.001, weight decay 0.0001 of weight",
        "solo-learn | solo-learn's variant, trust coefficient (eta) 0.02, rate clipped, weight decay 0.0001 of weight"
      })
  void theHeaderSaysTheTrustCoefficient(String variant, String words) throws IOException {
    boolean solo = variant.equals("solo-learn");
    assertThat(
            header(
                "--optimizer=lars",
                "--larsVariant=" + variant,
                "--trustCoefficient=" + (solo ? 0.02 : 0.001),
                "--clipRate=" + solo))
        .contains("lars: momentum 0.9, " + words);
  }

  @Test
  void theHeaderSaysWhichKindsOfParametersDecay() throws IOException {
    assertThat(header("--decayed=weight,bias", "--weightDecay=0.1"))
        .contains("sgd: momentum 0.9, weight decay 0.1 of weight, bias");
  }

  /** LARS is for large batches and long runs. */
  @ParameterizedTest
  @ValueSource(strings = {"fashion-mnist", "photographs", "simclr-cifar10", "simclr-imagenet"})
  void ourRecipesAreOfAThousandPairsOrFewerAndTakeSgd(String name) {
    Map<String, String> values = TrainingRecipes.named(name).orElseThrow().values();
    assertThat(Integer.parseInt(values.get("batchSize"))).isLessThanOrEqualTo(1024);
    assertThat(values).containsEntry("optimizer", "sgd");
  }

  private List<String> header(String... options) throws IOException {
    Path views = directory.resolve("views");
    SyntheticShards.standard().write(views);
    return RunHeader.lines(
        TrainingPlans.of(TrainingRun.options(views, directory.resolve("run"), options)), 1, 1);
  }
}
