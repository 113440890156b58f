package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a recipe says of how gradients move weights. A null is the recipe's value. */
public interface OptimizerOptions extends PipelineOptions {
  @Description("Optimizer; default: the recipe's.")
  @OneOf({"sgd", "adam", "adamw", "lars"})
  String getOptimizer();

  void setOptimizer(String optimizer);

  @Description("Momentum of sgd and lars; default: the recipe's.")
  @InRange(min = 0, max = 0.9999)
  Double getMomentum();

  void setMomentum(Double momentum);

  @Description(
      "Of sgd and lars: pytorch (the rate scales the velocity when the weights move) or tensorflow"
          + " (the rate goes into the velocity); auto: tensorflow for lars as google's; default: the"
          + " recipe's.")
  @OneOf({"auto", "pytorch", "tensorflow"})
  String getMomentumConvention();

  void setMomentumConvention(String momentumConvention);

  @Description("Of sgd and lars: Nesterov's momentum; default: the recipe's.")
  Boolean getNesterov();

  void setNesterov(Boolean nesterov);

  @Description("Weight decay; default: the recipe's.")
  @InRange(min = 0, max = 1)
  Double getWeightDecay();

  void setWeightDecay(Double weightDecay);

  @Description(
      "Kinds of parameters that decay: all, or some of weight,bias,scale,shift (the last two of"
          + " normalization); default: the recipe's.")
  String getDecayed();

  void setDecayed(String decayed);

  @Description(
      "Of lars: kinds of parameters whose rate is adapted, named as those that decay; default: the"
          + " recipe's.")
  String getAdapted();

  void setAdapted(String adapted);

  @Description(
      "Shortens the gradient of all parameters together to this length; 0: no limit; default: the"
          + " recipe's.")
  @InRange(min = 0, max = 1e9)
  Double getClipNorm();

  void setClipNorm(Double clipNorm);

  @Description(
      "Limits each number of the gradient to this size; 0: no limit; default: the recipe's.")
  @InRange(min = 0, max = 1e9)
  Double getClipValue();

  void setClipValue(Double clipValue);

  @Description("Of adam and adamw: how long the mean remembers; default: the recipe's.")
  @InRange(min = 0, max = 0.9999999)
  Double getBeta1();

  void setBeta1(Double beta1);

  @Description("Of adam and adamw: how long the variance remembers; default: the recipe's.")
  @InRange(min = 0, max = 0.9999999)
  Double getBeta2();

  void setBeta2(Double beta2);

  @Description("Of adam and adamw: added to the deviation; default: the recipe's.")
  @InRange(min = 1e-30, max = 1)
  Double getEpsilon();

  void setEpsilon(Double epsilon);

  @Description("Of lars: whose; default: the recipe's.")
  @OneOf({"google", "lightly", "lightly-decayed-only", "solo-learn", "vissl"})
  String getLarsVariant();

  void setLarsVariant(String larsVariant);

  @Description("Of lars: the adapted rate at equal lengths; default: the recipe's.")
  @InRange(min = 1e-9, max = 1000)
  Double getTrustCoefficient();

  void setTrustCoefficient(Double trustCoefficient);

  @Description("Of lars: the adapted rate never exceeds the schedule's; default: the recipe's.")
  Boolean getClipRate();

  void setClipRate(Boolean clipRate);
}
