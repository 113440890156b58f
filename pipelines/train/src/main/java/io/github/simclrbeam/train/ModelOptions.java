package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a recipe says of encoder and projector. A null is the recipe's value. */
public interface ModelOptions extends PipelineOptions {
  @Description("Encoder; default: the recipe's.")
  @OneOf({
    "resnet-tiny",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnet101",
    "resnet152",
    "wide_resnet50_2",
    "wide_resnet101_2"
  })
  String getEncoder();

  void setEncoder(String encoder);

  @Description("Multiplies all widths of the encoder; default: the recipe's.")
  @InRange(min = 1, max = 4)
  Integer getEncoderWidth();

  void setEncoderWidth(Integer encoderWidth);

  @Description(
      "First layer: small (3x3, stride 1, for images up to about 64 pixels) or imagenet (7x7,"
          + " stride 2, max-pool); default: the recipe's.")
  @OneOf({"small", "imagenet"})
  String getStem();

  void setStem(String stem);

  @Description(
      "Begins the last normalization of each residual block with scale 0, so that the block begins"
          + " as its shortcut; default: the recipe's.")
  Boolean getZeroInitResidual();

  void setZeroInitResidual(Boolean zeroInitResidual);

  @Description(
      "Mean and deviation of the pixels, which the encoder's input is freed of: none, imagenet or"
          + " cifar10; default: the recipe's. Images of one channel take the mean over the three.")
  @OneOf({"none", "imagenet", "cifar10"})
  String getNormalize();

  void setNormalize(String normalize);

  @Description("Linear layers of the projector; default: the recipe's.")
  @InRange(min = 1, max = 4)
  Integer getProjectorLayers();

  void setProjectorLayers(Integer projectorLayers);

  @Description(
      "Width of the projector's hidden layers, 0 for the encoder's dimension; default: the"
          + " recipe's.")
  @InRange(min = 0, max = 16384)
  Integer getProjectorHidden();

  void setProjectorHidden(Integer projectorHidden);

  @Description("Length of the projections that the loss compares; default: the recipe's.")
  @InRange(min = 2, max = 16384)
  Integer getProjectorOutput();

  void setProjectorOutput(Integer projectorOutput);

  @Description("BatchNorm after the projector's hidden layers; default: the recipe's.")
  Boolean getProjectorBatchNorm();

  void setProjectorBatchNorm(Boolean projectorBatchNorm);

  @Description(
      "Biases of the projector's linear layers: auto (none with BatchNorm, else all), all, none, or"
          + " unless-normed (where no BatchNorm follows); default: the recipe's.")
  @OneOf({"auto", "all", "none", "unless-normed"})
  String getProjectorBias();

  void setProjectorBias(String projectorBias);

  @Description(
      "BatchNorm after the projector's last layer: none, scale (without shift) or full; default:"
          + " the recipe's.")
  @OneOf({"none", "scale", "full"})
  String getProjectorOutputNorm();

  void setProjectorOutputNorm(String projectorOutputNorm);
}
