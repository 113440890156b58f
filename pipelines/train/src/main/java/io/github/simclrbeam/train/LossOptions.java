package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a recipe says of the loss. A null is the recipe's value. */
public interface LossOptions extends PipelineOptions {
  @Description(
      "Loss: nt-xent; dcl or dclw (decoupled: without the positive among the negatives); supcon"
          + " (needs labels in the views); default: the recipe's.")
  @OneOf({"nt-xent", "dcl", "dclw", "supcon"})
  String getLoss();

  void setLoss(String loss);

  @Description(
      "mean over all 2N anchors, or sum-of-views: twice as much, as google-research/simclr counts;"
          + " default: the recipe's.")
  @OneOf({"mean", "sum-of-views"})
  String getLossReduction();

  void setLossReduction(String lossReduction);

  @Description("Temperature of the loss; default: the recipe's.")
  @InRange(min = 0.001, max = 100)
  Double getTemperature();

  void setTemperature(Double temperature);

  @Description(
      "The temperature goes down to this one and back, by a cosine, again and again; 0: it stays;"
          + " default: the recipe's.")
  @InRange(min = 0, max = 100)
  Double getLowestTemperature();

  void setLowestTemperature(Double lowestTemperature);

  @Description("Epochs of one such cycle; default: the recipe's.")
  @InRange(min = 0.001, max = 1000000)
  Double getTemperaturePeriod();

  void setTemperaturePeriod(Double temperaturePeriod);

  @Description("Of dclw: how fast a pair's weight falls as its views agree; default: the recipe's.")
  @InRange(min = 0.001, max = 1000)
  Double getSigma();

  void setSigma(Double sigma);
}
