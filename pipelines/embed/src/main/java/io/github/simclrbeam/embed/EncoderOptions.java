package io.github.simclrbeam.embed;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import io.github.simclrbeam.options.Place;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What says which encoder makes the rows. */
public interface EncoderOptions extends PipelineOptions {
  @Description(
      "Run directory (its last checkpoint is taken) or checkpoint directory. Gives the encoder, its"
          + " weights and how images are prepared. --encoder with --weights or with"
          + " --features=untrained does without, and so does --features=pixels.")
  @Place(Place.Kind.READ_FOLDER)
  String getCheckpoint();

  void setCheckpoint(String checkpoint);

  @Description(
      "A safetensors file with torchvision's or timm's names that the encoder's weights are taken"
          + " from, instead of the checkpoint's; without a checkpoint --encoder says what network"
          + " they are for.")
  @Place(Place.Kind.READ_FILE)
  String getWeights();

  void setWeights(String weights);

  @Description(
      "Without a checkpoint: the network that --weights are for, or whose random weights"
          + " --features=untrained takes.")
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

  @Description("Multiplies all widths of --encoder; default: 1.")
  @InRange(min = 1, max = 4)
  Integer getEncoderWidth();

  void setEncoderWidth(Integer encoderWidth);

  @Description(
      "First layer of --encoder: small (3x3, stride 1, for images up to about 64 pixels) or imagenet"
          + " (7x7, stride 2, max-pool); default: imagenet.")
  @OneOf({"small", "imagenet"})
  String getStem();

  void setStem(String stem);

  @Description(
      "Mean and deviation of the pixels, which the input of --encoder is freed of: none, imagenet or"
          + " cifar10; default: imagenet, which torchvision's weights were trained with. Images of one"
          + " channel take the mean over the three.")
  @OneOf({"none", "imagenet", "cifar10"})
  String getNormalize();

  void setNormalize(String normalize);

  @Description(
      "Width and height of prepared images. With --encoder, default: 224. With --features=pixels,"
          + " default: the checkpoint's, without one that of the view shards or of the IDX file,"
          + " otherwise 32.")
  @InRange(min = 1, max = 4096)
  Integer getImageSize();

  void setImageSize(Integer imageSize);

  @Description(
      "1 or 3 channels of prepared images. With --encoder, default: as many as the --weights take,"
          + " otherwise 3; for 1, weights for 3 are added up. With --features=pixels, default: as for"
          + " --imageSize, otherwise 3.")
  @InRange(min = 1, max = 3)
  Integer getChannels();

  void setChannels(Integer channels);
}
