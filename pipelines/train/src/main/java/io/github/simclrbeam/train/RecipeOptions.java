package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Description;

/** All that a recipe says; its values decide a run, with the views and the seed. */
public interface RecipeOptions
    extends ModelOptions, LossOptions, OptimizerOptions, ScheduleOptions {
  @Description(
      "Pairs a step: twice as many views; default: the recipe's, or fewer when there are fewer"
          + " images.")
  @InRange(min = 2, max = 65536)
  Integer getBatchSize();

  void setBatchSize(Integer batchSize);

  @Description("Passes over the images, fractions allowed; default: the recipe's.")
  @InRange(min = 0.001, max = 1000000)
  Double getEpochs();

  void setEpochs(Double epochs);

  @Description(
      "Flips each drawn view once more with probability 1/2, so that K views give more pairs;"
          + " default: the recipe's.")
  Boolean getReflip();

  void setReflip(Boolean reflip);

  @Description(
      "BatchNorm's statistics: joint, of both views together, or separate, each view in a forward"
          + " pass of its own; default: the recipe's.")
  @OneOf({"joint", "separate"})
  String getViewStatistics();

  void setViewStatistics(String viewStatistics);
}
