package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a recipe says of the learning rate over the steps. A null is the recipe's value. */
public interface ScheduleOptions extends PipelineOptions {
  @Description(
      "Peak of the learning rate; default: the recipe's, scaled when the batch size is another than"
          + " the recipe's.")
  @InRange(min = 0.0000001, max = 1000)
  Double getLearningRate();

  void setLearningRate(Double learningRate);

  @Description(
      "How the recipe's learning rate follows another batch size: linear, square-root or none;"
          + " default: the recipe's.")
  @OneOf({"linear", "square-root", "none"})
  String getLearningRateScaling();

  void setLearningRateScaling(String learningRateScaling);

  @Description("Epochs of warm-up, fractions allowed; default: the recipe's.")
  @InRange(min = 0, max = 1000000)
  Double getWarmUpEpochs();

  void setWarmUpEpochs(Double warmUpEpochs);

  @Description(
      "The rate of step s (from 0) of a warm-up of W steps: zero-based s / W, one-based (s + 1) / W"
          + " of the peak, from-rate from --warmUpRate to the peak; default: the recipe's.")
  @OneOf({"zero-based", "one-based", "from-rate"})
  String getWarmUp();

  void setWarmUp(String warmUp);

  @Description("Of a warm-up from-rate: the first step's rate; default: the recipe's.")
  @InRange(min = 0, max = 1000)
  Double getWarmUpRate();

  void setWarmUpRate(Double warmUpRate);

  @Description("The rate after warm-up: cosine, steps or constant; default: the recipe's.")
  @OneOf({"cosine", "steps", "constant"})
  String getSchedule();

  void setSchedule(String schedule);

  @Description("Of cosine: the last rate as a share of the peak; default: the recipe's.")
  @InRange(min = 0, max = 1)
  Double getEndFraction();

  void setEndFraction(Double endFraction);

  @Description(
      "Of cosine: the last step has the last rate; otherwise the step after it would; default: the"
          + " recipe's.")
  Boolean getEndAtLastStep();

  void setEndAtLastStep(Boolean endAtLastStep);

  @Description(
      "Of steps: epochs, ascending, divided by commas, at which the rate falls; negative ones count"
          + " from the end; none: nowhere; default: the recipe's.")
  String getMilestones();

  void setMilestones(String milestones);

  @Description("Of steps: what the rate is multiplied by at a milestone; default: the recipe's.")
  @InRange(min = 0.000001, max = 1)
  Double getMilestoneFactor();

  void setMilestoneFactor(Double milestoneFactor);

  @Description("The rate changes between epochs only; default: the recipe's.")
  Boolean getRatePerEpoch();

  void setRatePerEpoch(Boolean ratePerEpoch);
}
