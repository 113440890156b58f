package io.github.simclrbeam.train;

import io.github.simclrbeam.options.GivenOptions;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What names a run: a rerun with other values would give other numbers. */
final class RunIdentity {
  private RunIdentity() {}

  /**
   * Returns the values by option: all that a recipe sets, as they are in the end, the views and the
   * seed.
   */
  static SortedMap<String, String> of(
      TrainOptions options, ViewSets views, TrainingConfiguration configuration) {
    SortedMap<String, String> identity = new TreeMap<>();
    GivenOptions.values(RecipeOptions.class, options)
        .forEach((option, value) -> identity.put(option, text(value)));
    identity.put("recipe", configuration.getRecipe());
    identity.put("views", views.identity());
    identity.put("seed", Long.toString(configuration.getSeed()));
    identity.put("batchSize", Integer.toString(configuration.getBatchSize()));
    identity.put("learningRate", text(configuration.getLearningRate()));
    identity.put("warmUpEpochs", text(configuration.getWarmUpEpochs()));
    identity.put("projectorHidden", Integer.toString(configuration.getProjector().getHidden()));
    identity.put("chunkSize", Integer.toString(configuration.getChunkSize()));
    identity.put("precision", configuration.getPrecision());
    // How many there are, and not of which kind: a run goes on elsewhere.
    identity.put(
        "devices", String.join(",", Collections.nCopies(configuration.getReplicas(), "cpu")));
    identity.put("initialWeights", configuration.getInitialWeights());
    return identity;
  }

  private static String text(Object value) {
    return value instanceof Double number ? Decimal.shortest(number) : String.valueOf(value);
  }
}
