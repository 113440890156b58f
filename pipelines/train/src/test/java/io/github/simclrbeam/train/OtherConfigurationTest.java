package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run does not go on with other options than it began with; it says which, then and now. */
final class OtherConfigurationTest {
  /** Option, value of the first run, value of the second, as they are told. */
  private static final String[][] OPTIONS = {
    {"recipe", "fashion-mnist", "photographs"},
    {"encoder", "resnet-tiny", "resnet18"},
    {"stem", "small", "imagenet"},
    {"encoderWidth", "1", "2"},
    {"zeroInitResidual", "false", "true"},
    {"normalize", "none", "cifar10"},
    {"projectorLayers", "2", "3"},
    {"projectorHidden", "128", "64"},
    {"projectorOutput", "64", "32"},
    {"projectorBatchNorm", "true", "false"},
    {"projectorBias", "auto", "all"},
    {"projectorOutputNorm", "none", "full"},
    {"loss", "nt-xent", "dcl"},
    {"lossReduction", "mean", "sum-of-views"},
    {"lowestTemperature", "0", "0.1"},
    {"temperaturePeriod", "200", "100"},
    {"sigma", "0.5", "0.6"},
    {"viewStatistics", "joint", "separate"},
    {"optimizer", "sgd", "lars"},
    {"momentumConvention", "auto", "tensorflow"},
    {"nesterov", "false", "true"},
    {"decayed", "weight", "all"},
    {"adapted", "weight", "all"},
    {"clipNorm", "0", "1"},
    {"clipValue", "0", "1"},
    {"beta1", "0.9", "0.8"},
    {"beta2", "0.999", "0.99"},
    {"epsilon", "0.00000001", "0.0001"},
    {"larsVariant", "google", "vissl"},
    {"trustCoefficient", "0.001", "0.02"},
    {"clipRate", "false", "true"},
    {"learningRateScaling", "linear", "none"},
    {"warmUp", "zero-based", "one-based"},
    {"warmUpRate", "0", "0.01"},
    {"schedule", "cosine", "constant"},
    {"endFraction", "0", "0.1"},
    {"endAtLastStep", "false", "true"},
    {"milestones", "none", "1"},
    {"milestoneFactor", "0.1", "0.2"},
    {"ratePerEpoch", "false", "true"},
    {"precision", "fp32", "fp64"},
    {"devices", "cpu", "cpu,cpu"},
    {"batchSize", "8", "10"},
    {"epochs", "1", "2.5"},
    {"temperature", "0.2", "0.5"},
    {"learningRate", "0.2", "0.25"},
    {"momentum", "0.9", "0.8"},
    {"weightDecay", "0.0001", "0"},
    {"warmUpEpochs", "1", "0.5"},
    {"reflip", "true", "false"},
    {"seed", "3", "4"},
  };

  /** What another test changes. */
  private static final Set<String> OTHERS = Set.of("chunkSize", "initialWeights", "views");

  @TempDir Path directory;

  @Test
  void everyOptionThatNamesARunIsToldThenAndNow() throws IOException {
    Path views = directory.resolve("views");
    Path run = directory.resolve("run");
    SyntheticShards.standard().write(views);
    String[] all = Arrays.stream(OPTIONS).map(o -> "--" + o[0] + "=" + o[1]).toArray(String[]::new);
    TrainingRun.train(views, run, all);
    String metrics = Files.readString(run.resolve("metrics.jsonl"));
    for (String[] option : OPTIONS) {
      String[] other = all.clone();
      other[Arrays.asList(OPTIONS).indexOf(option)] = "--" + option[0] + "=" + option[2];
      assertThatThrownBy(() -> TrainingRun.train(views, run, other))
          .isInstanceOf(InvalidOptionsException.class)
          .hasMessageContaining(
              "holds another run (--%s was %s, is %s); give another directory, or --overwrite"
                  .formatted((Object[]) option));
    }
    assertThat(Files.readString(run.resolve("metrics.jsonl"))).isEqualTo(metrics);

    Set<String> told = new TreeSet<>(OTHERS);
    Arrays.stream(OPTIONS).forEach(option -> told.add(option[0]));
    assertThat(TrainingPlans.of(TrainingRun.options(views, run, all)).identity().keySet())
        .as("options that name a run: a new one needs a line above")
        .isEqualTo(told);
  }
}
